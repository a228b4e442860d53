import type { Transaction } from '../../../kernel/server/contract';
import type { Order } from '../domain/order';
import type { OrderStatus } from '../domain/states';
import type { OrderAccess } from './access';
import { moveOrder } from './move-order';
import { orderBy } from './read-orders';
import {
  illegalTransition,
  notCancellable,
  notInYet,
  orderDisputed,
  orderNotFound,
  orderNotPaid,
} from './refusals';

/**
 * Moves an order for who has access to it. Cancelling twice gives the cancelled order.
 *
 * @returns the order as it is then
 * @throws Refusal ILLEGAL_TRANSITION, ORDER_DISPUTED, ORDER_NOT_PAID, NOT_CANCELLABLE for its buyer,
 *   INSUFFICIENT_STOCK where backordered goods have not come in
 */
export async function moveForCaller(
  tx: Transaction,
  { order, by }: OrderAccess,
  to: OrderStatus,
  note: string | null,
): Promise<Order> {
  const moved = await moveOrder(tx, { orderId: order.documentId, to, by, note });
  const done = moved.kind === 'illegal' && moved.from === 'cancelled' && to === 'cancelled';
  if (moved.kind === 'illegal' && !done) {
    throw by.kind === 'customer' ? notCancellable(moved.from) : illegalTransition(moved.from, to);
  }
  if (moved.kind === 'disputed') throw orderDisputed();
  if (moved.kind === 'unpaid') throw orderNotPaid(order.paymentStatus);
  if (moved.kind === 'short') throw notInYet(moved.missing);
  const now = await orderBy(tx, order.documentId);
  if (now === undefined) throw orderNotFound();
  return now;
}
