import { json } from 'co-body';
import type { Context } from 'koa';
import { invalid, Refusal } from '../domain/errors';

/** As large as Strapi's own body parser takes here, see `config/middlewares.ts`. */
const LARGEST = '1mb';

/**
 * Reads a JSON body into `ctx.request.body`; an empty one is left undefined.
 *
 * @throws Refusal VALIDATION_FAILED (400) for what is no JSON, PAYLOAD_TOO_LARGE (413)
 */
export async function readJsonBody(ctx: Context): Promise<void> {
  if (ctx.request.length === 0) return;
  try {
    (ctx.request as { body?: unknown }).body = await json(ctx.req, {
      limit: LARGEST,
      strict: false,
    });
  } catch (error) {
    const { status } = error as { status?: number };
    if (status === 413) throw new Refusal('PAYLOAD_TOO_LARGE', 'The body is larger than 1 MB.');
    throw invalid([{ path: [], message: 'must be JSON' }]);
  }
}
