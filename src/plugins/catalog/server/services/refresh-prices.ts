import type { Queryable } from '../../../kernel/server/contract';
import { refreshPricesOf } from '../sql/refresh-prices';

/**
 * Brings the prices that products show up to date with their variants and the shop's currency. To be
 * called in the transaction that changed one of them.
 *
 * @param productDocumentIds which products; `all` where the currency changed
 * @param currency the shop's where its settings were never saved, ISO 4217
 */
export async function refreshPrices(
  tx: Queryable,
  productDocumentIds: readonly string[] | 'all',
  currency: string,
): Promise<void> {
  if (productDocumentIds.length === 0) return;
  const which = productDocumentIds === 'all' ? null : [...productDocumentIds];
  await tx.query(refreshPricesOf, [which, currency]);
}
