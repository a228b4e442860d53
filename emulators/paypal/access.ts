import type { z } from 'zod';
import { jsonOf, Refused, type Call, type Reply } from '../lib/http';
import { letters } from '../lib/ids';
import { authenticationFailure, invalidToken, refusal } from './refusals';
import { CLIENT_ID, CLIENT_SECRET } from './settings';

const LIFE_SECONDS = 32_400;

/** Access tokens; unlike Daraja's, an older one stays good. */
export class Tokens {
  private readonly until = new Map<string, number>();

  /** `POST /v1/oauth2/token`. The fault `expires_at_once` gives one that is worth nothing. */
  give(call: Call): Reply {
    const expected = Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64');
    if (call.headers.authorization !== `Basic ${expected}`) return authenticationFailure();
    if (new URLSearchParams(call.raw.toString()).get('grant_type') !== 'client_credentials') {
      return {
        status: 400,
        body: { error: 'unsupported_grant_type', error_description: 'Grant Type is NULL' },
      };
    }
    const token = `A21AA${letters(80)}`;
    const life = call.fault?.do === 'expires_at_once' ? 0 : LIFE_SECONDS;
    this.until.set(token, Date.now() + life * 1000);
    return {
      status: 200,
      body: {
        scope: 'https://uri.paypal.com/services/payments/payment',
        access_token: token,
        token_type: 'Bearer',
        app_id: 'APP-80W284485P519543T',
        expires_in: LIFE_SECONDS,
        nonce: new Date().toISOString(),
      },
    };
  }

  /** Makes all of them worthless. */
  forget(): void {
    this.until.clear();
  }

  /** @throws Refused */
  check({ headers }: Call): void {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    if (Date.now() >= (this.until.get(token) ?? 0)) throw new Refused(invalidToken());
  }
}

/** The body of a call. @throws Refused naming the field that is wrong */
export function bodyAs<Schema extends z.ZodType>(schema: Schema, call: Call): z.infer<Schema> {
  const body = jsonOf(call);
  if (body === undefined) {
    throw refusal('MALFORMED_REQUEST_JSON', 'The request JSON is not well formed.', 400);
  }
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = `/${issue?.path.map(String).join('/') ?? ''}`;
  throw refusal('MISSING_REQUIRED_PARAMETER', 'A required field is missing.', 400, field);
}
