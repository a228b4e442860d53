export interface HttpAnswer {
  status: number;
  headers: Headers;
  /** The envelope: `{ data, meta }` or `{ data: null, error }`. The expectations prove it, not a type. */
  body: any;
}

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
  const response = await fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

/** The header of a signed-in caller. */
export const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

/** Status and code of a refusal. */
export const refusal = ({ status, body }: HttpAnswer) => [
  status,
  body.error?.details.code as string | undefined,
];
