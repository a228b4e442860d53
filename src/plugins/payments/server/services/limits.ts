import type { Core } from '@strapi/strapi';
import { createKeyedLimit, type KeyedLimit } from '../../../kernel/server/contract';

/** Starts of a payment for one order in ten minutes: far more than anybody who pays needs. */
const ATTEMPTS = { name: 'payment-attempts', points: 20, seconds: 600 };

export const createAttemptLimit = ({ strapi }: { strapi: Core.Strapi }): KeyedLimit =>
  createKeyedLimit(strapi, ATTEMPTS);

/**
 * Counts a try to pay an order.
 *
 * @throws Refusal RATE_LIMITED
 */
export function countAttempt(strapi: Core.Strapi, orderId: string): Promise<void> {
  return (strapi.plugin('payments').service('attempts') as KeyedLimit)(orderId);
}
