import type { z } from 'zod';
import { beforeSending, NotSent } from '../domain/not-sent';
import type { Exchange } from '../domain/provider';
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

type Record = (exchange: Exchange) => void;

/** Calls Daraja, each kept as an exchange and its answer checked before use. */
export interface Daraja {
  /** @throws Error where it cannot be told what has happened */
  post<Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    body: object,
    record: Record,
  ): Promise<{ kind: 'yes'; answer: z.output<Schema> } | No>;
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

export function openDaraja(http: HttpClient, accessToken: AccessToken): Daraja {
  const send = async (path: string, body: object, token: string, record: Record) => {
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

  return {
    async post(schema, path, body, record) {
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
      const no = noOf(answer);
      return no ?? { kind: 'yes', answer: schema.parse(answer.body) };
    },
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

/** Errors of their side that say for sure that nothing was done: refused, busy, spike, quota. */
const REFUSALS = new Set(['500.001.1001', '500.002.1001', '500.003.02', '500.003.03']);
const ALREADY_THERE = /already registered/i;

/**
 * A clear no of Daraja's; undefined for a yes.
 *
 * @throws Error for an answer that leaves open what has happened
 */
function noOf({ status, body }: HttpAnswer): No | undefined {
  const error = errorSchema.safeParse(body);
  const isFine = status >= 200 && status < 300;
  if (isFine && !error.success) return undefined;
  const { errorCode: code, errorMessage: message } = error.success
    ? error.data
    : { errorCode: String(status), errorMessage: `status ${status}` };
  const isClear = status < 500 || REFUSALS.has(code) || ALREADY_THERE.test(message);
  // An error that comes as a 200 was seen from gateways.
  if ((isFine || status >= 400) && isClear) return { kind: 'no', code, message };
  throw new Error(`Daraja answered ${code} ${message}`);
}
