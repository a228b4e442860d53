import type { Core } from '@strapi/strapi';
import { createRateLimit, type RateLimit } from '../../../kernel/server/contract';

interface MessageLimits {
  /** Wishes to be told of something: far more than a person has. */
  wishes: RateLimit;
}

/** The limits, counted in all processes together where there is Redis. */
export function createLimits({ strapi }: { strapi: Core.Strapi }): MessageLimits {
  return { wishes: createRateLimit(strapi, { name: 'message-wishes', points: 30, seconds: 60 }) };
}

/** The limits of this process. */
export function limitsOf(strapi: Core.Strapi): MessageLimits {
  return strapi.plugin('notifications').service('limits') as MessageLimits;
}
