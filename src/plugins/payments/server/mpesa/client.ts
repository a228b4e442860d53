import type { z } from 'zod';
import { beforeSending, NotSent } from '../domain/not-sent';
import type { Job } from '../domain/provider';
import type { AccessToken, FreshToken } from '../outside/access-token';
import type { HttpAnswer, HttpClient } from '../outside/http-client';
import { errorSchema, tokenSchema } from './objects';

/** Milliseconds; with a token that must be renewed in between they stay below half a minute. */
const TOKEN_LIMIT_MS = 4_000;
const CALL_LIMIT_MS = 10_000;

/** Daraja's clear no: nothing has happened. */
export interface No {
  kind: 'no';
  code: string;
  message: string;
}

type Call = <Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  body: object,
  record: Job['record'],
) => Promise<{ kind: 'yes'; answer: z.output<Schema> } | No>;

/** Calls Daraja, each kept as an exchange and its answer checked before use. */
export interface Daraja {
  /**
   * Has it do something.
   *
   * @throws Error where it cannot be told what has happened
   */
  post: Call;
  /**
   * Asks it something: nothing can have happened, so a no needs not be as clear.
   *
   * @throws Error where it does not answer the question
   */
  ask: Call;
}

export interface Consumer {
  consumerKey: string;
  consumerSecret: string;
}

/** Asks for a new access token, which makes the one before worthless. */
export async function fetchToken(
  http: HttpClient,
  { consumerKey, consumerSecret }: Consumer,
): Promise<FreshToken> {
  const basic = Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64');
  const { status, body } = await http({
    method: 'GET',
    path: '/oauth/v1/generate?grant_type=client_credentials',
    headers: { Authorization: `Basic ${basic}` },
    limit: TOKEN_LIMIT_MS,
  });
  const token = tokenSchema.safeParse(body);
  if (!token.success) throw new Error(`Daraja gives no access token (status ${status})`);
  return { token: token.data.access_token, lifeSeconds: token.data.expires_in };
}

/**
 * Opens Daraja. An access token that it no longer takes is changed for a newer one, once a call.
 */
export function openDaraja(http: HttpClient, accessToken: AccessToken): Daraja {
  const send = async (path: string, body: object, token: string, record: Job['record']) => {
    const request = {
      method: 'POST' as const,
      path,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      limit: CALL_LIMIT_MS,
    };
    try {
      const answer = await http(request);
      record({ what: `POST ${path}`, request: body, answer: answer.body, status: answer.status });
      return answer;
    } catch (error) {
      record({ what: `POST ${path}`, request: body, answer: String(error), status: null });
      throw error;
    }
  };

  const calling =
    (isClear: Clearness): Call =>
    async (schema, path, body, record) => {
      const token = await beforeSending(() => accessToken());
      let answer = await send(path, body, token, record);
      if (isTokenWorn(answer)) {
        // Another process has fetched a newer one, or it has ended early. Nothing was done with it.
        const newer = await beforeSending(() => accessToken(token));
        answer = await send(path, body, newer, record);
        if (isTokenWorn(answer)) throw new NotSent('Daraja takes no access token that it gives');
      }
      // Turned away at the door.
      if (answer.status === 429) throw new NotSent('Daraja wants no calls just now');
      const no = noOf(answer, isClear);
      return no ?? { kind: 'yes', answer: schema.parse(answer.body) };
    };

  return {
    post: calling(isRefusal),
    ask: calling((error) => error.code === SEVERAL_THINGS || isRefusal(error)),
  };
}

/** What they answer to a token that is not, or no more, theirs. */
function isTokenWorn({ status, body }: HttpAnswer): boolean {
  if (status === 401) return true;
  const error = errorSchema.safeParse(body);
  return (
    error.success &&
    (error.data.errorCode === '404.001.03' || /access token/i.test(error.data.errorMessage))
  );
}

/** One code for several things: what it says is in its words alone. */
const SEVERAL_THINGS = '500.001.1001';

/** Errors of their side that say for sure that nothing was done. */
const REFUSALS: Readonly<Record<string, RegExp>> = {
  [SEVERAL_THINGS]: /lock subscriber|merchant does not exist|wrong credentials/i,
  '500.002.1001': /duplicate/i,
  // Busy, too many at once, more than was agreed on.
  '500.003.02': /./,
  '500.003.03': /./,
};
const ALREADY_THERE = /already registered/i;

/** Somebody between us has waited too long, or has thought that we had. */
const GIVEN_UP = new Set([408, 499]);

interface AnError {
  status: number;
  code: string;
  message: string;
}

/** Whether an error says for sure what has happened. */
type Clearness = (error: AnError) => boolean;

/** Whether it says for sure that nothing has happened. */
export function isRefusal({ status, code, message }: AnError): boolean {
  if (GIVEN_UP.has(status)) return false;
  const isOfTheirSide = status >= 500 || code.startsWith('500.');
  return !isOfTheirSide || ALREADY_THERE.test(message) || (REFUSALS[code]?.test(message) ?? false);
}

/**
 * A clear no of Daraja's; undefined for a yes.
 *
 * @throws Error for an answer that leaves open what has happened
 */
function noOf({ status, body }: HttpAnswer, isClear: Clearness): No | undefined {
  const error = errorSchema.safeParse(body);
  const isFine = status >= 200 && status < 300;
  if (isFine && !error.success) return undefined;
  const { errorCode: code, errorMessage: message } = error.success
    ? error.data
    : { errorCode: String(status), errorMessage: `status ${status}` };
  // An error that comes as a 200 was seen from gateways.
  if ((isFine || status >= 400) && isClear({ status, code, message })) {
    return { kind: 'no', code, message };
  }
  throw new Error(`Daraja answered ${code} ${message}`);
}
