import type { Context, Next } from 'koa';
import { invalid } from '../domain/errors';

/** How deep a body may be nested: beyond it, whoever walks through it would run out of stack. */
const DEEPEST_BODY = 32;

/**
 * Refuses what no route could work with: a body nested too deep, a query string beyond the parser's
 * limits, and NUL, which PostgreSQL's texts cannot hold. Stands right behind the body's parser.
 *
 * @throws Refusal VALIDATION_FAILED (400)
 */
export default () =>
  async (ctx: Context, next: Next): Promise<void> => {
    refuseBadQuery(ctx);
    const { body } = ctx.request as { body?: unknown };
    if (!Buffer.isBuffer(body) && isDeeper(body, DEEPEST_BODY)) {
      throw invalid([{ path: [], message: `must be at most ${DEEPEST_BODY} levels deep` }]);
    }
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

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((each) => isDeeper(each, levels - 1));
}
