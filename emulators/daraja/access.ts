import { Refused, jsonOf, type Call, type Reply } from '../lib/http';
import { letters } from '../lib/ids';
import { CONSUMER_KEY, CONSUMER_SECRET, type Books } from './books';
import { errorReply, invalidField } from './refusals';

const LIFE_SECONDS = 3599;

/** `GET /oauth/v1/generate`. The fault `expires_at_once` gives a token that is worth nothing. */
export function giveToken(books: Books, call: Call): Reply {
  const expected = Buffer.from(`${CONSUMER_KEY}:${CONSUMER_SECRET}`).toString('base64');
  if (call.headers.authorization !== `Basic ${expected}`) {
    return errorReply(400, '400.008.01', 'Invalid Authentication passed');
  }
  if (call.query.get('grant_type') !== 'client_credentials') {
    return errorReply(400, '400.008.02', 'Invalid grant type passed');
  }
  const value = letters(28);
  const life = call.fault?.do === 'expires_at_once' ? 0 : LIFE_SECONDS;
  books.giveToken(value, Date.now() + life * 1000);
  return { status: 200, body: { access_token: value, expires_in: LIFE_SECONDS } };
}

/** The body of a call that shows a token. @throws Refused */
export function bodyOf(books: Books, call: Call): Record<string, unknown> {
  const token = /^Bearer (.+)$/.exec(call.headers.authorization ?? '')?.[1] ?? '';
  if (!books.isToken(token)) {
    throw new Refused(errorReply(404, '404.001.03', 'Invalid Access Token'));
  }
  const body = jsonOf(call);
  if (body === undefined)
    throw new Refused(errorReply(400, '400.002.02', 'Bad Request - Invalid Body'));
  return body;
}

/**
 * A field as text; Daraja takes numbers and texts alike.
 *
 * @throws Refused naming the field where it is missing or does not look like it should
 */
export function field(body: Record<string, unknown>, name: string, like = /./): string {
  const value = body[name];
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  if (!like.test(text)) throw invalidField(name);
  return text;
}

/** Words that Safaricom refuses in addresses. */
const FORBIDDEN = /m-?pesa|safaricom|exec?|cmd|sql|query/i;

/** An address that messages can be sent to. @throws Refused */
export function addressIn(body: Record<string, unknown>, name: string): string {
  const address = field(body, name);
  if (!URL.canParse(address) || FORBIDDEN.test(address)) throw invalidField(name);
  return address;
}

export const PHONE = /^254[17]\d{8}$/;
export const WHOLE_SHILLINGS = /^[1-9]\d*$/;
