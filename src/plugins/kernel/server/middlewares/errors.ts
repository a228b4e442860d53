import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { isUnavailable, sqlState } from '../database/sqlstate';
import { invalid, Refusal } from '../domain/errors';
import { constraintsOf } from '../services/constraints';

/**
 * Turns what our verbs throw, and what the database refuses, into the contract's error envelope. A
 * database that is away is a 503 with `Retry-After`, never a 500; everything else is left to Strapi's
 * own handler below this one.
 */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) =>
  async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      const refusal = refusalOf(error) ?? constraintsOf(strapi).refusalOf(error);
      if (refusal === undefined) throw error;
      if (refusal.code === 'UNAVAILABLE') strapi.log.warn(`database: ${(error as Error).message}`);
      if (refusal.retryAfter !== undefined) ctx.set('Retry-After', String(refusal.retryAfter));
      ctx.set('Cache-Control', 'no-store');
      ctx.status = refusal.status;
      ctx.body = {
        data: null,
        error: {
          status: refusal.status,
          name: refusal.name,
          message: refusal.message,
          details: { code: refusal.code, ...refusal.facts },
        },
      };
    }
  };

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  // Strapi tells a condition such as `price=abc` by the text of a plain error alone.
  if (error instanceof Error && error.message.startsWith('Expected a valid ')) {
    return invalid([{ path: ['filters'], message: error.message }]);
  }
  // PostgreSQL's class 22: a number beyond its column, a text that is no date.
  if (sqlState(error)?.startsWith('22')) {
    return invalid([{ path: [], message: 'holds a value that does not fit its field' }]);
  }
  if (!isUnavailable(error)) return undefined;
  return new Refusal('UNAVAILABLE', 'The shop is busy or its database is away. Try again.', {}, 2);
}
