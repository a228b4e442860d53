import { adjustStock } from '../../../inventory/server/contract';
import { Refusal, type Transaction } from '../../../kernel/server/contract';
import type { StockChange } from '../domain/inbound';
import { findStockRows } from '../sql/find-stock-rows';

/**
 * Sets or changes what stores have, as another system says: all rows, or none.
 *
 * @returns how many rows there were
 * @throws Refusal SKU_NOT_FOUND, STORE_NOT_FOUND, BELOW_RESERVED
 */
export async function changeStock(tx: Transaction, rows: readonly StockChange[]): Promise<number> {
  const found = await tx.query(findStockRows, [
    rows.map(({ sku }) => sku),
    rows.map(({ store }) => store),
  ]);
  const named = new Map<string, StockChange>();
  const adjustments = rows.map((row, turn) => {
    const { variant_id: variantId, store_id: storeId } = found[turn] ?? {};
    if (!variantId) throw new Refusal('SKU_NOT_FOUND', `There is nothing with the SKU ${row.sku}.`);
    if (!storeId) throw new Refusal('STORE_NOT_FOUND', `There is no store ${row.store}.`);
    const key = `${variantId}:${storeId}`;
    if (named.has(key)) {
      throw new Refusal('VALIDATION_FAILED', `${row.sku} stands in two rows of one store.`);
    }
    named.set(key, row);
    const { onHand, delta = 0, reason } = row;
    return { variantId, storeId, reason, ...(onHand === undefined ? { delta } : { onHand }) };
  });
  const result = await adjustStock(tx, adjustments, { kind: 'adjusted', actor: 'webhook' });
  if (result.kind === 'adjusted') return rows.length;
  const [refused] = result.rows;
  const row = named.get(`${refused?.variantId}:${refused?.storeId}`);
  throw new Refusal(
    'BELOW_RESERVED',
    `${row?.sku} at ${row?.store} cannot be ${refused?.onHand}: ${refused?.reserved} are reserved.`,
  );
}
