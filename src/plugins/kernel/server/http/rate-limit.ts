import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../domain/errors';
import { dukaConfig } from '../services/database';

/** Counts a request against its address of origin. */
export type RateLimit = (ctx: Context) => Promise<void>;

/**
 * Limits how often one address of origin may do something.
 *
 * @param name of what is limited; each name counts for itself
 * @param points how often, in `seconds`
 * @returns a function that throws Refusal RATE_LIMITED (429, with Retry-After) once there have been
 *   too many; with `DUKA_RATE_LIMITS=off` it lets everything pass
 */
export function createRateLimit(
  strapi: Core.Strapi,
  { name, points, seconds }: { name: string; points: number; seconds: number },
): RateLimit {
  if (!dukaConfig(strapi).rateLimits) return () => Promise.resolve();
  const limiter = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds });
  return async (ctx) => {
    try {
      await limiter.consume(ctx.ip);
    } catch (rejection) {
      if (!(rejection instanceof RateLimiterRes)) throw rejection;
      const retryAfter = Math.max(1, Math.ceil(rejection.msBeforeNext / 1000));
      throw new Refusal(
        'RATE_LIMITED',
        'Too many requests from this address. Try again later.',
        {},
        retryAfter,
      );
    }
  };
}
