import type { Queryable } from '../../../kernel/server/contract';
import { refreshAllPrices, refreshSomePrices } from '../sql/refresh-prices';

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
  if (productDocumentIds === 'all') {
    await tx.query(refreshAllPrices, [currency]);
  } else if (productDocumentIds.length > 0) {
    await tx.query(refreshSomePrices, [currency, productDocumentIds]);
  }
}
