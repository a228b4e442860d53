import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import type { Context, Next } from 'koa';
import { isUnavailable, sqlState } from '../database/sqlstate';
import { invalid, Refusal } from '../domain/errors';
import { constraintsOf } from '../services/constraints';
import { currentCorrelation } from '../sight/activity';
import { tellFault } from '../sight/faults';
import { routeOf } from './requests';

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
      const refusal = refusalOf(error, ctx.method) ?? constraintsOf(strapi).refusalOf(error);
      if (refusal === undefined ? !isForeseen(error) : refusal.status >= 500) {
        const route = `${ctx.method} ${routeOf(ctx)}`;
        tellFault(strapi, { error, correlation: currentCorrelation(), route });
      }
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

const NUMBER_BEYOND_ITS_COLUMN = '22003';

/** What Strapi answers with a status below 500. */
function isForeseen(error: unknown): boolean {
  if (error instanceof errors.ApplicationError) return true;
  return error instanceof errors.HttpError && error.status < 500;
}

function refusalOf(error: unknown, method: string): Refusal | undefined {
  if (error instanceof Refusal) return error;
  // Strapi tells a condition such as `price=abc` by the text of a plain error alone.
  if (error instanceof Error && error.message.startsWith('Expected a valid ')) {
    return invalid([{ path: ['filters'], message: error.message }]);
  }
  if (sqlState(error) === NUMBER_BEYOND_ITS_COLUMN && method !== 'GET' && method !== 'HEAD') {
    return new Refusal('AMOUNT_TOO_LARGE', 'A number is larger than its field can hold.');
  }
  // PostgreSQL's class 22: a text that is no date, a number that nothing could be compared with.
  if (sqlState(error)?.startsWith('22')) {
    return invalid([{ path: [], message: 'holds a value that does not fit its field' }]);
  }
  if (!isUnavailable(error)) return undefined;
  return new Refusal('UNAVAILABLE', 'The shop is busy or its database is away. Try again.', {}, 2);
}
