import type { Context, Next } from 'koa';
import { invalid, type FieldFault } from '../domain/errors';

/** How deep a body may be nested: beyond it, whoever walks through it would run out of stack. */
const DEEPEST_BODY = 32;

/** Half of a surrogate pair, which JSON can spell (`"\ud800"`) and UTF-8 cannot. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What JavaScript calls of an object that it makes a text or a number of. JSON can only break it. */
const CALLED = new Set(['toString', 'valueOf', 'hasOwnProperty']);

/**
 * Refuses what no route could work with: a body nested too deep, a query string beyond the parser's
 * limits, NUL in it, which PostgreSQL's texts cannot hold, texts that are no Unicode, which would be stored
 * as something else and make bcrypt's code run until the process dies, and objects that cannot be made a text,
 * of which libraries die. Stands right behind the body's parser.
 *
 * @throws Refusal VALIDATION_FAILED (400)
 */
export default () =>
  async (ctx: Context, next: Next): Promise<void> => {
    refuseBadQuery(ctx);
    const { body } = ctx.request as { body?: unknown };
    const fault = Buffer.isBuffer(body) ? undefined : faultIn(body, []);
    if (fault) throw invalid([fault]);
    await next();
  };

function refuseBadQuery(ctx: Context): void {
  if (ctx.querystring.includes('%00')) {
    throw invalid([{ path: ['query'], message: 'must not contain NUL' }]);
  }
  try {
    // Strapi's getter parses at the first look.
    void ctx.query;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalid([{ path: ['query'], message: error.message }]);
  }
}

/**
 * What no route could work with in a body, or in a part of one.
 *
 * @param path where it stands
 */
export function faultIn(value: unknown, path: string[]): FieldFault | undefined {
  if (typeof value === 'string' && LONE_SURROGATE.test(value)) {
    return { path, message: 'must be Unicode: half of a surrogate pair is no character' };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length === DEEPEST_BODY) {
    return { path: [], message: `must be at most ${DEEPEST_BODY} levels deep` };
  }
  for (const [key, each] of Object.entries(value)) {
    if (CALLED.has(key) && !Array.isArray(value)) {
      return { path: [...path, key], message: 'is no field' };
    }
    const fault = faultIn(key, path) ?? faultIn(each, [...path, key]);
    if (fault) return fault;
  }
  return undefined;
}
