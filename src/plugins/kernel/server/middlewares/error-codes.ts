import type { Context, Next } from 'koa';
import type { ErrorCode } from '../domain/errors';

/** The code of an error that Strapi answers by itself. */
const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'VALIDATION_FAILED',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
  500: 'INTERNAL_ERROR',
  501: 'METHOD_NOT_ALLOWED',
  503: 'UNAVAILABLE',
};

interface ErrorBody {
  error: { status: number; name: string; message: string; details?: object };
}

/**
 * Gives the errors of Strapi itself, of its router and of its body parser the contract's envelope
 * and a stable `details.code`. Stands above Strapi's own handler.
 */
export default () =>
  async (ctx: Context, next: Next): Promise<void> => {
    await next();
    if (ctx.status < 400 || isGraphql(ctx.body)) return;
    // An unknown method is answered by the router with 501.
    if (ctx.status === 501) ctx.status = 405;
    const { status } = ctx;
    const error = isErrorBody(ctx.body)
      ? ctx.body.error
      : { status, name: 'HttpError', message: ctx.message };
    const code = CODE_OF_STATUS[status] ?? (status < 500 ? 'VALIDATION_FAILED' : 'INTERNAL_ERROR');
    const details = { code, ...withList(error) };
    ctx.body = { data: null, error: { ...error, status, details } };
    ctx.status = status;
  };

/**
 * The details of an error with its list of paths. Of a body or a query Strapi names the one key that it
 * does not take, and where: `key`, `path` down to it, `param` of a query.
 */
function withList({ details, message }: Partial<ErrorBody['error']>): object | undefined {
  if (Array.isArray(details)) return { errors: details };
  const { key, path, param, errors } = (details ?? {}) as Partial<Record<string, unknown>>;
  if (typeof key !== 'string' || errors !== undefined) return details;
  // A parameter that is not known at all is both.
  const named = key === param ? [] : [key];
  const place = typeof path === 'string' ? path.split('.') : named;
  const found = typeof param === 'string' ? [param, ...place] : place;
  return { ...details, errors: [{ path: found, message }] };
}

function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false;
  return typeof body.error === 'object' && body.error !== null;
}

/** GraphQL has an envelope of its own, with a list of errors. */
function isGraphql(body: unknown): boolean {
  if (typeof body === 'string') return body.startsWith('{"errors"');
  return typeof body === 'object' && body !== null && 'errors' in body;
}
