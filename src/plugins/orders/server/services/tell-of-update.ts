import { publish, type Transaction } from '../../../kernel/server/contract';
import type { HistoryKind } from '../domain/history';
import type { ToldOrder } from '../sql/touch-order';

type Told = Omit<ToldOrder, 'id'>;

/**
 * Tells of a change of an order beside its state.
 *
 * @param order as it is after the change
 * @param overpaid minor units that are kept and are not owed any more
 */
export async function tellOfUpdate(
  tx: Transaction,
  order: Told,
  change: HistoryKind | 'payment',
  overpaid?: number,
): Promise<void> {
  await publish(tx, [
    {
      event: 'order.updated',
      subject: order.document_id,
      payload: {
        documentId: order.document_id,
        number: order.number,
        status: order.state,
        paymentStatus: order.payment_status,
        updatedAt: order.updated_at.toISOString(),
        change,
        ...(overpaid === undefined ? {} : { overpaid }),
      },
    },
  ]);
}
