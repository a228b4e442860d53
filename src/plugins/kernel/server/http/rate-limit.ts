import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import { Refusal } from '../domain/errors';
import { dukaConfig } from '../services/database';
import { redisOf } from '../services/redis';

/**
 * Counts a request against its address of origin: once, or as often as is said; 0 asks only whether
 * there have been too many.
 */
export type RateLimit = (ctx: Context, points?: number) => Promise<void>;

interface Limit {
  /** Of what is limited; each name counts for itself. */
  name: string;
  /** How often, in `seconds`. */
  points: number;
  seconds: number;
}

/**
 * Limits how often one address of origin may do something: in all processes together with
 * `REDIS_URL`, else, and while Redis is away, in each process for itself.
 *
 * @returns a function that throws Refusal RATE_LIMITED (429, with Retry-After) once there have been
 *   too many; with `DUKA_RATE_LIMITS=off` it lets everything pass
 */
export function createRateLimit(strapi: Core.Strapi, limit: Limit): RateLimit {
  if (!dukaConfig(strapi).rateLimits) return () => Promise.resolve();
  const counter = createCounter(strapi, limit);
  return async (ctx, points = 1) => {
    try {
      await counter.consume(ctx.ip, points);
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

function createCounter(strapi: Core.Strapi, { name, points, seconds }: Limit): RateLimiterAbstract {
  const options = { keyPrefix: `duka:limit:${name}`, points, duration: seconds };
  const ofThisProcess = new RateLimiterMemory(options);
  const redis = redisOf(strapi);
  if (redis === undefined) return ofThisProcess;
  return new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: ofThisProcess });
}
