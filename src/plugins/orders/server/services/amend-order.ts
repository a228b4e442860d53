import type { Transaction } from '../../../kernel/server/contract';
import type { Actor, HistoryKind } from '../domain/history';
import type { Order } from '../domain/order';
import { isAmendable } from '../domain/states';
import { historyRow } from '../sql/history-row';
import { insertHistory } from '../sql/insert-history';
import { touchOrder, type ToldOrder, type TouchedOrder } from '../sql/touch-order';
import { orderBy } from './read-orders';
import { notEditable, orderNotFound } from './refusals';
import { tellOfUpdate } from './tell-of-update';

/** What somebody says of a change: who they are, and why. */
export interface Said {
  by: Actor;
  note: string | null;
}

/**
 * Locks an order for a change of something else than its state.
 *
 * @param orderId document id
 */
export async function lockOrder(tx: Transaction, orderId: string): Promise<TouchedOrder> {
  const [order] = await tx.query(touchOrder, [orderId]);
  if (order === undefined) throw orderNotFound();
  return order;
}

/** Locks an order and reads it as it is then. */
export async function lockAndRead(
  tx: Transaction,
  orderId: string,
): Promise<{ lock: TouchedOrder; order: Order }> {
  const lock = await lockOrder(tx, orderId);
  const order = await orderBy(tx, orderId);
  if (order === undefined) throw orderNotFound();
  return { lock, order };
}

/**
 * Locks and reads an order whose lines or addresses are to be put right.
 *
 * @throws Refusal ORDER_NOT_FOUND, NOT_EDITABLE once its goods are ready or gone
 */
export async function lockAmendable(
  tx: Transaction,
  orderId: string,
): Promise<{ lock: TouchedOrder; order: Order }> {
  const locked = await lockAndRead(tx, orderId);
  const { status } = locked.order;
  if (!isAmendable(status)) throw notEditable(status);
  return locked;
}

/**
 * Writes down what was changed of a locked order, and tells of it. What is internal is told to nobody.
 *
 * @param change what it was, in words
 * @param overpaid minor units that are kept and are not owed any more
 */
export async function recordChange(
  tx: Transaction,
  order: ToldOrder,
  { by, note }: Said,
  {
    kind,
    change = null,
    internal = false,
    overpaid,
  }: { kind: HistoryKind; change?: string | null; internal?: boolean; overpaid?: number },
): Promise<void> {
  const entry = { kind, from: order.state, to: order.state, by, change, note, internal };
  await tx.query(insertHistory, [order.id, historyRow(entry)]);
  if (!internal) await tellOfUpdate(tx, order, kind, overpaid);
}
