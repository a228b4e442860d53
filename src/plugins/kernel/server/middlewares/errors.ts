import type { Core } from '@strapi/strapi';
import type { Context, Next } from 'koa';
import { sqlState } from '../database/sqlstate';
import { isForeseen, refusalOf } from '../http/refusal-of';
import { constraintsOf } from '../services/constraints';
import { currentCorrelation, lastRefused } from '../sight/activity';
import { tellFault } from '../sight/faults';
import { routeOf } from './requests';

const TRANSACTION_ABORTED = '25P02';

/**
 * Turns what our verbs throw, and what the database refuses, into the contract's error envelope. A
 * database that is away is a 503 with `Retry-After`, never a 500; everything else is left to Strapi's
 * own handler below this one.
 */
export default (_config: unknown, { strapi }: { strapi: Core.Strapi }) =>
  async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (thrown) {
      const error = causeOf(thrown);
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

/** Strapi runs another statement after one that failed, and throws what that one was told. */
function causeOf(thrown: unknown): unknown {
  return sqlState(thrown) === TRANSACTION_ABORTED ? (lastRefused() ?? thrown) : thrown;
}
