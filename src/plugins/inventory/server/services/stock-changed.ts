import { publish, type Transaction } from '../../../kernel/server/contract';
import type { StockChangeRow } from '../sql/movements';
import { tellAvailability } from './availability';

/** Tells listeners, in the transaction of the change, what stores have now. */
export async function publishStockChanges(
  tx: Transaction,
  changes: readonly StockChangeRow[],
): Promise<void> {
  tx.onCommit(() => tellAvailability(changes.map(({ id }) => id)));
  await publish(
    tx,
    changes.map((change) => ({
      event: 'stock.changed',
      subject: change.document_id,
      payload: {
        documentId: change.document_id,
        sku: change.sku,
        storeId: change.store_document_id,
        onHand: change.on_hand,
        available: change.available,
        delta: change.delta,
        kind: change.kind,
      },
    })),
  );
}
