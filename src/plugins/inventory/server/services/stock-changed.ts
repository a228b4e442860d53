import { publish, type Transaction } from '../../../kernel/server/contract';
import type { StockChangeRow } from '../sql/movements';

/** Tells listeners, in the transaction of the change, what stores have now. */
export async function publishStockChanges(
  tx: Transaction,
  changes: readonly StockChangeRow[],
): Promise<void> {
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
