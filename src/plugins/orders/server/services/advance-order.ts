import { publish, type Transaction } from '../../../kernel/server/contract';
import type { Actor } from '../domain/history';
import { NEEDS_MONEY, statesBefore, STOPPED_BY_DISPUTE, type OrderStatus } from '../domain/states';
import { historyRow } from '../sql/history-row';
import { insertHistory } from '../sql/insert-history';
import { moveOrder as moveStatement } from '../sql/move-order';

export interface Transition {
  /** Document id of the order. */
  orderId: string;
  to: OrderStatus;
  by: Actor;
  /** Why; the customer sees it. */
  note: string | null;
}

export type Advanced =
  /** `orderRow` is the order's numeric id. */
  | { kind: 'moved'; orderRow: number; number: string; couponCode: string | null }
  | { kind: 'not_found' }
  /** The table does not let this actor move it there from where it is. */
  | { kind: 'illegal'; from: OrderStatus }
  /** A payment of it is disputed, so nothing is sent. */
  | { kind: 'disputed' }
  /** Its goods stay until it is paid. */
  | { kind: 'unpaid' };

/**
 * Moves the order alone along its states, and writes the history and the event with it.
 *
 * @param follows whether it goes where its shipments are already: nothing stops it then
 */
export async function advanceOrder(
  tx: Transaction,
  { orderId, to, by, note }: Transition,
  follows = false,
): Promise<Advanced> {
  const froms = statesBefore(to, by.kind);
  const stops = follows ? ([[], []] as const) : ([STOPPED_BY_DISPUTE, NEEDS_MONEY] as const);
  const [order] = await tx.query(moveStatement, [orderId, to, froms, ...stops]);
  if (order === undefined) return { kind: 'not_found' };
  const from = order.from as OrderStatus;
  if (order.stopped && froms.includes(from)) return { kind: 'disputed' };
  if (order.unpaid && froms.includes(from)) return { kind: 'unpaid' };
  if (order.moved_at === null) return { kind: 'illegal', from };
  const step = { kind: 'status', from, to, by, change: null, note, internal: false } as const;
  await tx.query(insertHistory, [order.id, historyRow(step)]);
  await publish(tx, [
    {
      // Nothing comes back to `pending`.
      event: `order.${to as Exclude<OrderStatus, 'pending'>}`,
      subject: orderId,
      payload: {
        documentId: orderId,
        number: order.number,
        status: to,
        paymentStatus: order.payment_status,
        updatedAt: order.moved_at.toISOString(),
      },
    },
  ]);
  const { id: orderRow, number, coupon_code: couponCode } = order;
  return { kind: 'moved', orderRow, number, couponCode };
}
