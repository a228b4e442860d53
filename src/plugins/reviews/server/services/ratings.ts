import type { Transaction } from '../../../kernel/server/contract';
import { findRatingDrift } from '../sql/find-rating-drift';
import { lockProducts } from '../sql/lock-products';
import { refreshRatings } from '../sql/refresh-ratings';

/**
 * Works out anew what products show as their rating, draft and published rows alike. Their rows must
 * be locked by an earlier statement of the transaction: of two who moderate at the same time, the
 * second then counts what the first has written.
 *
 * @param productIds document ids
 */
export async function rateProducts(tx: Transaction, productIds: readonly string[]): Promise<void> {
  await tx.query(refreshRatings, [productIds]);
}

/**
 * Mends the ratings of products that do not show what their reviews come to.
 *
 * @param most products at most; null for all
 * @returns of how many that was so
 */
export async function repairRatings(tx: Transaction, most: number | null): Promise<number> {
  const drifts = await tx.query(findRatingDrift, [most]);
  const productIds = drifts.map(({ document_id }) => document_id);
  if (productIds.length > 0) {
    await tx.query(lockProducts, [productIds]);
    await rateProducts(tx, productIds);
  }
  return productIds.length;
}
