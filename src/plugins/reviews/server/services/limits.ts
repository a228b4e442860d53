import type { Core } from '@strapi/strapi';
import { createRateLimit, type RateLimit } from '../../../kernel/server/contract';

interface ReviewLimits {
  /** Reviews that are written, changed, deleted and found helpful: far more than a person does. */
  writes: RateLimit;
}

/** The limits, counted in all processes together where there is Redis. */
export function createLimits({ strapi }: { strapi: Core.Strapi }): ReviewLimits {
  return { writes: createRateLimit(strapi, { name: 'reviews', points: 30, seconds: 60 }) };
}

/** The limits of this process. */
export function limitsOf(strapi: Core.Strapi): ReviewLimits {
  return strapi.plugin('reviews').service('limits') as ReviewLimits;
}
