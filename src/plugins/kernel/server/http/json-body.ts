import { json, text } from 'co-body';
import type { Context } from 'koa';
import { invalid, Refusal } from '../domain/errors';

/** As large as Strapi's own body parser takes here, see `config/middlewares.ts`. */
const LARGEST = '1mb';

/**
 * Reads a JSON body into `ctx.request.body`; an empty one is left undefined.
 *
 * @throws Refusal VALIDATION_FAILED (400) for what is no JSON, PAYLOAD_TOO_LARGE (413),
 *   UNSUPPORTED_MEDIA_TYPE (415) for a Content-Encoding that nobody knows
 */
export async function readJsonBody(ctx: Context): Promise<void> {
  if (ctx.request.length === 0) return;
  try {
    (ctx.request as { body?: unknown }).body = await json(ctx.req, {
      limit: LARGEST,
      strict: false,
    });
  } catch (error) {
    refuseUnread(error);
    throw invalid([{ path: [], message: 'must be JSON' }]);
  }
}

/**
 * Reads a body into `ctx.request.body` as a Buffer, byte for byte.
 *
 * @throws Refusal PAYLOAD_TOO_LARGE (413), VALIDATION_FAILED (400) where it breaks off,
 *   UNSUPPORTED_MEDIA_TYPE (415) for a Content-Encoding that nobody knows
 */
export async function readRawBody(ctx: Context): Promise<void> {
  try {
    // One character a byte, and back: a decoder of anything else would not be exact.
    const bytes = (await text(ctx.req, { limit: LARGEST, encoding: 'binary' })) as string;
    (ctx.request as { body?: unknown }).body = Buffer.from(bytes, 'binary');
  } catch (error) {
    refuseUnread(error);
    throw invalid([{ path: [], message: 'broke off' }]);
  }
}

function refuseUnread(error: unknown): void {
  const { status } = error as { status?: number };
  if (status === 413) throw new Refusal('PAYLOAD_TOO_LARGE', 'The body is larger than 1 MB.');
  if (isPackedUnknown(error)) throw packedUnknown();
}

/** What co-body throws of a Content-Encoding that it cannot unpack, ours and Strapi's. */
export function isPackedUnknown(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 415;
}

/** The refusal for such a body. */
export function packedUnknown(): Refusal {
  return new Refusal('UNSUPPORTED_MEDIA_TYPE', 'Content-Encoding must be gzip, deflate or br.');
}
