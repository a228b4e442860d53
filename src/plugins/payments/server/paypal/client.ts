import type { z } from 'zod';
import { beforeSending } from '../domain/not-sent';
import type { Exchange } from '../domain/provider';
import type { AccessToken, FreshToken } from '../outside/access-token';
import type { HttpClient } from '../outside/http-client';
import { errorSchema, tokenSchema } from './objects';
import type { PaypalSettings } from './settings';

/** Milliseconds; with a token that must be renewed in between they stay below half a minute. */
const TOKEN_LIMIT_MS = 4_000;
const CALL_LIMIT_MS = 10_000;

/** PayPal's clear no: nothing has happened. `code` is the issue. */
export interface No {
  kind: 'no';
  /** Of HTTP. */
  status: number;
  code: string;
  message: string;
}

export interface PaypalCall {
  method: 'GET' | 'POST';
  path: string;
  /** Sent as it is. */
  body?: string;
  /** The same for each try of the same thing; PayPal does it once. */
  requestId?: string;
  record(exchange: Exchange): void;
}

/** An earlier try is still being worked, somebody grew tired of waiting, or we may not ask just now. */
const UNCLEAR = [401, 408, 409, 429, 499];

/** Calls PayPal, each kept as an exchange and its answer checked before use. */
export interface Paypal {
  /** @throws Error where it cannot be told what has happened */
  call<Schema extends z.ZodType>(
    schema: Schema,
    call: PaypalCall,
  ): Promise<{ kind: 'yes'; answer: z.output<Schema> } | No>;
}

/** Asks for a new access token. */
export async function fetchToken(
  http: HttpClient,
  { clientId, clientSecret }: PaypalSettings,
): Promise<FreshToken> {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const { status, body } = await http({
    method: 'POST',
    path: '/v1/oauth2/token',
    headers: {
      Authorization: `Basic ${basic}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
    limit: TOKEN_LIMIT_MS,
  });
  const token = tokenSchema.safeParse(body);
  if (!token.success) throw new Error(`PayPal gives no access token (status ${status})`);
  return { token: token.data.access_token, lifeSeconds: token.data.expires_in };
}

/**
 * Opens PayPal. An access token that it no longer takes is changed for a newer one, once a call.
 */
export function openPaypal(http: HttpClient, accessToken: AccessToken): Paypal {
  const send = async ({ method, path, body, requestId, record }: PaypalCall, token: string) => {
    const what = `${method} ${path}`;
    const request = body === undefined ? null : (JSON.parse(body) as unknown);
    try {
      const answer = await http({
        method,
        path,
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          Prefer: 'return=representation',
          ...(requestId === undefined ? {} : { 'PayPal-Request-Id': requestId }),
        },
        ...(body === undefined ? {} : { body }),
        limit: CALL_LIMIT_MS,
      });
      record({ what, request, answer: answer.body, status: answer.status });
      return answer;
    } catch (error) {
      record({ what, request, answer: String(error), status: null });
      throw error;
    }
  };

  return {
    async call(schema, call) {
      const token = await beforeSending(() => accessToken());
      let answer = await send(call, token);
      if (answer.status === 401) {
        const newer = await beforeSending(() => accessToken(token));
        answer = await send(call, newer);
      }
      const { status, body } = answer;
      if (status >= 200 && status < 300) return { kind: 'yes', answer: schema.parse(body) };
      const error = errorSchema.safeParse(body);
      const [detail] = error.success ? error.data.details : [];
      const name = error.success ? error.data.name : '';
      const code = detail?.issue || name || String(status);
      const isClear = status >= 400 && status < 500 && !UNCLEAR.includes(status);
      if (!isClear) throw new Error(`PayPal answered ${status} ${code}`);
      const message =
        detail?.description || (error.success && error.data.message) || `status ${status}`;
      return { kind: 'no', status, code, message };
    },
  };
}
