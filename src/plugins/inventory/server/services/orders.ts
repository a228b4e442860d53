import type { Transaction } from '../../../kernel/server/contract';
import { fulfilOrder as fulfilStatement } from '../sql/fulfil-order';
import { lowerAllocations as lowerStatement } from '../sql/lower-allocations';
import type { StockChangeRow } from '../sql/movements';
import { releaseOrder as releaseStatement } from '../sql/release-order';
import { tellAvailability } from './availability';
import { publishStockChanges } from './stock-changed';

export interface Fulfilment {
  /** Document id of the order. */
  orderId: string;
  /** Document id of the one store whose part leaves; without it, every store's. */
  storeId?: string;
  /** Who hands the goods over, for the movement. */
  actor: string;
}

/**
 * Takes the goods of an order out of the stores, with a movement for each stock row. What has left
 * before does not leave again. It locks the stock rows: do it last in the transaction.
 *
 * @returns `short` where backordered goods have not come in yet; nothing has changed then
 */
export async function fulfilOrder(
  tx: Transaction,
  { orderId, storeId, actor }: Fulfilment,
): Promise<
  { kind: 'fulfilled' } | { kind: 'short'; missing: { sku: string; quantity: number }[] }
> {
  const rows = await tx.query(fulfilStatement, [orderId, storeId ?? null, actor]);
  const missing = rows.filter((row) => row.missing > 0);
  if (missing.length > 0) {
    return {
      kind: 'short',
      missing: missing.map((row) => ({ sku: row.stock_sku, quantity: row.missing })),
    };
  }
  await publishStockChanges(
    tx,
    rows.filter((row): row is typeof row & StockChangeRow => row.document_id !== null),
  );
  return { kind: 'fulfilled' };
}

/**
 * Gives back what an order was allocated and has not received. It may be called twice. It locks the
 * stock rows: do it last in the transaction.
 *
 * @param orderId the order's document id
 */
export async function releaseOrder(tx: Transaction, orderId: string): Promise<void> {
  const released = await tx.query(releaseStatement, [orderId]);
  tx.onCommit(() => tellAvailability(released.map((hold) => hold.stock_level_id)));
}

/**
 * Lowers what lines of an order were allocated, down to nothing, and puts the rest back on sale. It
 * locks the stock rows: do it last in the transaction.
 *
 * @param orderId the order's document id
 * @param lines document ids of order lines, each with less than it has
 * @returns `gone` where the goods of a line have left or were given back: roll the transaction back
 */
export async function lowerAllocations(
  tx: Transaction,
  orderId: string,
  lines: readonly { orderLineId: string; quantity: number }[],
): Promise<{ kind: 'lowered' } | { kind: 'gone' }> {
  const rows = await tx.query(lowerStatement, [
    orderId,
    lines.map((line) => line.orderLineId),
    lines.map((line) => line.quantity),
  ]);
  tx.onCommit(() => tellAvailability(rows.map((row) => row.stock_level_id)));
  return rows.length === lines.length ? { kind: 'lowered' } : { kind: 'gone' };
}
