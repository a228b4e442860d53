import type { Core } from '@strapi/strapi';
import { createKeyedLimit, dukaConfig, type KeyedLimit } from '../../../../kernel/server/contract';

/** What is counted: tries to pay one order, tries that bother one payer, refusals of one card. */
export type Counted = 'order' | 'payer' | 'card';

/** Far more than anybody who pays needs, far less than who tries out cards or plagues a phone. */
export const createAttemptLimits = ({
  strapi,
}: {
  strapi: Core.Strapi;
}): Record<Counted, KeyedLimit> => {
  const { limits } = dukaConfig(strapi);
  const limit = (counted: Counted, points: number, seconds: number) =>
    createKeyedLimit(strapi, { name: `payments-by-${counted}`, points, seconds });
  return {
    order: limit('order', limits.paymentsPerOrder, 10 * 60),
    payer: limit('payer', limits.paymentsPerPhone, 10 * 60),
    card: limit('card', limits.refusalsPerCard, 60 * 60),
  };
};

/**
 * Counts a try.
 *
 * @param key what it is counted against, such as an order's document id
 * @throws Refusal RATE_LIMITED
 */
export function countAttempt(strapi: Core.Strapi, counted: Counted, key: string): Promise<void> {
  const limits = strapi.plugin('payments').service('attempts') as Record<Counted, KeyedLimit>;
  return limits[counted](key);
}
