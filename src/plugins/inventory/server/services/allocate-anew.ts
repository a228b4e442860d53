import { newDocumentId, type Transaction } from '../../../kernel/server/contract';
import { allocateAnew as allocateStatement } from '../sql/allocate-anew';
import { reclaimExpired } from '../sql/reclaim-expired';

/** Goods that a line of an order needs; variant and store by their numeric ids. */
export interface NeededGoods {
  orderLineId: string;
  variantId: number;
  storeId: number;
  quantity: number;
}

/**
 * Takes goods for an order whose own were given back: all of them, or none. Expired holds count as
 * free. It locks the stock rows: whatever else the transaction locks comes before.
 *
 * @param orderId the order's document id
 */
export async function allocateAnew(
  tx: Transaction,
  orderId: string,
  goods: readonly NeededGoods[],
): Promise<{ kind: 'allocated' } | { kind: 'insufficient' }> {
  const variants = goods.map(({ variantId }) => variantId);
  const stores = goods.map(({ storeId }) => storeId);
  const attempt = () =>
    tx.query(allocateStatement, [
      orderId,
      goods.map(() => newDocumentId()),
      goods.map(({ orderLineId }) => orderLineId),
      variants,
      stores,
      goods.map(({ quantity }) => quantity),
    ]);
  const short = await attempt();
  if (short.length === 0) return { kind: 'allocated' };
  await tx.query(reclaimExpired, [
    short.map((row) => row.variant_id),
    short.map((row) => row.store_id),
  ]);
  const stillShort = await attempt();
  return stillShort.length === 0 ? { kind: 'allocated' } : { kind: 'insufficient' };
}
