import request from 'supertest';

export interface HttpAnswer {
  status: number;
  headers: Headers;
  /** The envelope: `{ data, meta }` or `{ data: null, error }`. The expectations prove it, not a type. */
  body: any;
}

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'options';

/**
 * Sends a request as a storefront would and reads its JSON answer.
 *
 * @param body sent as JSON where given
 */
export async function call(
  method: string,
  url: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<HttpAnswer> {
  const { origin } = new URL(url);
  const sent = request(origin)[method.toLowerCase() as Verb](url.slice(origin.length)).set(headers);
  const answer = await (body === undefined ? sent : sent.type('json').send(JSON.stringify(body)));
  return {
    status: answer.status,
    headers: new Headers(answer.headers as Record<string, string>),
    body: answer.text === '' ? undefined : JSON.parse(answer.text),
  };
}

/** The header of a signed-in caller. */
export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

/** Status and code of a refusal. */
export const refusal = ({ status, body }: HttpAnswer) => [
  status,
  body.error?.details.code as string | undefined,
];
