import type { Transaction } from '../../../kernel/server/contract';
import { markReturned } from '../sql/mark-returned';
import { adjustStock } from './adjust-stock';

/** What comes back of an order to the stores that it left. */
export interface GoodsReturned {
  /** Document id of the order. */
  orderId: string;
  /** Each line once. */
  lines: readonly { orderLineId: string; quantity: number }[];
  /** Who takes them in, for the movement. */
  actor: string;
}

/**
 * Takes goods back into the stores that they had left, with a movement for each. It locks the stock
 * rows: do it last in the transaction.
 *
 * @returns `not_out` naming a line of which less has left, or has come back before: roll back
 */
export async function returnGoods(
  tx: Transaction,
  { orderId, lines, actor }: GoodsReturned,
): Promise<{ kind: 'returned' } | { kind: 'not_out'; orderLineId: string }> {
  const rows = await tx.query(markReturned, [
    orderId,
    lines.map((line) => line.orderLineId),
    lines.map((line) => line.quantity),
  ]);
  const marked = new Set(rows.map((row) => row.order_line_id));
  const missing = lines.find((line) => !marked.has(line.orderLineId));
  if (missing !== undefined) return { kind: 'not_out', orderLineId: missing.orderLineId };
  const reason = `order ${orderId}`;
  // Two lines of an order may be of one stock row.
  const deltas = new Map<string, { variantId: number; storeId: number; delta: number }>();
  for (const { variant_id: variantId, store_id: storeId, quantity } of rows) {
    const key = `${variantId}:${storeId}`;
    const sum = (deltas.get(key)?.delta ?? 0) + quantity;
    deltas.set(key, { variantId, storeId, delta: sum });
  }
  const adjustments = [...deltas.values()].map((row) => ({ ...row, reason }));
  const adjusted = await adjustStock(tx, adjustments, { kind: 'returned', actor });
  if (adjusted.kind === 'refused') throw new Error(`The goods of ${reason} could not come back`);
  return { kind: 'returned' };
}
