import axios, { type AxiosRequestConfig } from 'axios';
import { NotSent } from '../domain/not-sent';

/** What a provider answered, whatever its status. */
export interface HttpAnswer {
  status: number;
  headers: Readonly<Record<string, unknown>>;
  /** Undefined where it is no JSON. */
  body: unknown;
  /** As it came. */
  text: string;
}

export interface HttpRequest {
  method: 'GET' | 'POST';
  /** Below the provider's address. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  /** Sent as it is. */
  body?: string;
  /** Milliseconds until it is given up. */
  limit: number;
}

/**
 * Sends a request; throws where there was no answer. {@link NotSent} is the silence of which we know
 * that nothing has happened.
 */
export type HttpClient = (request: HttpRequest) => Promise<HttpAnswer>;

/** No connection came about, so nothing was sent. */
const NO_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  // Nobody whom we may trust with a request was there.
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);
const LARGEST_ANSWER = 1_000_000;

/** A client of one provider. It follows no redirects and believes no answer that is too long. */
export function openHttpClient(baseUrl: string): HttpClient {
  const client = axios.create({
    baseURL: baseUrl.replace(/\/+$/, ''),
    maxRedirects: 0,
    maxContentLength: LARGEST_ANSWER,
    // Every answer is an answer; what it means is decided by who asked.
    validateStatus: () => true,
    responseType: 'text',
    transformRequest: [(body: unknown) => body],
    transformResponse: [(body: unknown) => body],
  });
  return async ({ method, path, headers = {}, body, limit }) => {
    const request: AxiosRequestConfig = {
      method,
      url: path,
      headers: { Accept: 'application/json', ...headers },
      // The one limit covers connecting too, which axios' own does not.
      signal: AbortSignal.timeout(limit),
      timeout: limit,
      ...(body === undefined ? {} : { data: body }),
    };
    try {
      const answer = await client.request<unknown>(request);
      const text = typeof answer.data === 'string' ? answer.data : '';
      return {
        status: answer.status,
        headers: answer.headers as Record<string, unknown>,
        body: parsed(text),
        text,
      };
    } catch (error) {
      const code = axios.isAxiosError(error) ? (error.code ?? '') : '';
      const why = `${method} ${path}: ${code || 'no answer'}`;
      throw NO_CONNECTION.has(code) ? new NotSent(why) : new Error(why);
    }
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
