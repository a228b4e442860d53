import type { Core } from '@strapi/strapi';
import { dukaConfig, type Transaction } from '../../../../kernel/server/contract';
import { extendDue } from '../../sql/extend-due';

/**
 * Lets the order of a payment wait for it: as long as a cart holds its goods, or for so many seconds
 * where that is longer, up to the ceiling.
 *
 * @param paymentId document id
 */
export async function letOrderWait(
  strapi: Core.Strapi,
  tx: Transaction,
  paymentId: string,
  seconds = 0,
): Promise<void> {
  const { holdSeconds, limits } = dukaConfig(strapi);
  await tx.query(extendDue, [paymentId, holdSeconds, seconds, limits.holdCeilingSeconds]);
}
