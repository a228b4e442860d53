import { fulfilOrder, releaseOrder } from '../../../inventory/server/contract';
import { publish, type Transaction } from '../../../kernel/server/contract';
import type { Actor } from '../domain/history';
import { SHIPMENT_STATUS, statesBefore, STOCK_EFFECT, type OrderStatus } from '../domain/states';
import { historyRow } from '../sql/history-row';
import { insertHistory } from '../sql/insert-history';
import { moveOrder as moveStatement } from '../sql/move-order';
import { moveShipments } from '../sql/move-shipments';

export interface Transition {
  /** Document id of the order. */
  orderId: string;
  to: OrderStatus;
  by: Actor;
  /** Why; the customer sees it. */
  note: string | null;
}

export type Moved =
  | { kind: 'moved' }
  | { kind: 'not_found' }
  /** The table does not let this actor move it there from where it is. */
  | { kind: 'illegal'; from: OrderStatus }
  /** Backordered goods have not come in yet; the transaction must be rolled back. */
  | { kind: 'short'; missing: { sku: string; quantity: number }[] };

/**
 * Moves an order along its states: the one way in which a status changes. Its shipments follow, the
 * history and the event are written with it, and the stock is taken out or given back.
 */
export async function moveOrder(
  tx: Transaction,
  { orderId, to, by, note }: Transition,
): Promise<Moved> {
  const [order] = await tx.query(moveStatement, [orderId, to, statesBefore(to, by.kind)]);
  if (order === undefined) return { kind: 'not_found' };
  const from = order.from as OrderStatus;
  if (!order.moved) return { kind: 'illegal', from };
  const step = { kind: 'status', from, to, by, change: null, note, internal: false } as const;
  await tx.query(insertHistory, [order.id, historyRow(step)]);
  const shipments = SHIPMENT_STATUS[to];
  if (shipments !== undefined) await tx.query(moveShipments, [order.id, shipments]);
  await publish(tx, [
    {
      event: `order.${to}`,
      subject: orderId,
      payload: {
        documentId: orderId,
        number: order.number,
        status: to,
        paymentStatus: order.payment_status,
        updatedAt: order.updated_at,
      },
    },
  ]);
  // Last, for it locks the stock rows.
  const effect = STOCK_EFFECT[to];
  if (effect === 'release') await releaseOrder(tx, orderId);
  if (effect === 'fulfil') {
    const fulfilled = await fulfilOrder(tx, {
      orderId,
      actor: by.id === null ? by.kind : `${by.kind}:${by.id}`,
    });
    if (fulfilled.kind === 'short') return fulfilled;
  }
  return { kind: 'moved' };
}
