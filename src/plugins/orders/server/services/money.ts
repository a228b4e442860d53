import { allocateAnew } from '../../../inventory/server/contract';
import type { Transaction } from '../../../kernel/server/contract';
import { returnCoupons, takeCouponsAgain } from '../../../pricing/server/contract';
import { THE_SHOP } from '../domain/history';
import { shipmentStatesBefore } from '../domain/shipments';
import { lockForMoney, type MoneyRow } from '../sql/lock-for-money';
import { moveShipments } from '../sql/move-shipments';
import { readRevival } from '../sql/read-revival';
import { writeDispute } from '../sql/write-dispute';
import { writeMoney } from '../sql/write-money';
import { recordChange } from './amend-order';
import { moveOrder } from './move-order';
import { tellOfUpdate } from './tell-of-update';

/**
 * Locks an order whose money is about to be dealt with: its row is the lock of all its payments, and
 * taken before theirs.
 *
 * @param orderId document id
 * @returns undefined where there is none
 */
export async function lockOrderForMoney(
  tx: Transaction,
  orderId: string,
): Promise<MoneyRow | undefined> {
  const [order] = await tx.query(lockForMoney, [orderId]);
  return order;
}

/**
 * Writes what has been paid of a locked order, and tells of it where its payment status changes.
 *
 * @param amountPaid what was received and not given back, in minor units
 */
export async function recordMoney(
  tx: Transaction,
  order: MoneyRow,
  { paymentStatus, amountPaid }: { paymentStatus: string; amountPaid: number },
): Promise<void> {
  if (paymentStatus === order.payment_status && amountPaid === order.amount_paid) return;
  const [written] = await tx.query(writeMoney, [order.id, paymentStatus, amountPaid]);
  if (written === undefined || paymentStatus === order.payment_status) return;
  const now = { ...order, payment_status: paymentStatus, updated_at: written.updated_at };
  await tellOfUpdate(tx, now, 'payment');
}

/**
 * Stops a locked order from being sent while a payment of it is disputed, and lets it go on afterwards.
 */
export async function recordDispute(
  tx: Transaction,
  order: MoneyRow,
  disputed: boolean,
): Promise<void> {
  const [written] = await tx.query(writeDispute, [order.id, disputed]);
  if (written === undefined) return;
  const { id, document_id, number, state, payment_status } = order;
  const touched = { id, document_id, number, state, payment_status, ...written };
  const change = disputed ? 'A payment is disputed: nothing is sent.' : 'The dispute has ended.';
  await recordChange(
    tx,
    touched,
    { by: THE_SHOP, note: null },
    { kind: 'note', change, internal: true },
  );
}

/**
 * Brings an order back to life that the shop itself had cancelled because nobody paid in time, with
 * goods taken anew where they are still there, and its coupons where a use of them is left. One that a person cancelled stays as it is. It locks
 * the stock rows: whatever else the transaction locks comes before.
 *
 * @param order locked
 * @returns `revived`: it is confirmed; `gone`: nothing has changed
 */
export async function reviveOrder(
  tx: Transaction,
  order: MoneyRow,
): Promise<{ kind: 'revived' } | { kind: 'gone' }> {
  const [revival] = await tx.query(readRevival, [order.id]);
  if (!revival?.by_the_shop) return { kind: 'gone' };
  // Before the goods, for stock rows are locked last.
  const coupons = await takeCouponsAgain(tx, order.document_id);
  if (coupons.kind === 'exhausted') return { kind: 'gone' };
  const allocated = await allocateAnew(tx, order.document_id, revival.goods);
  if (allocated.kind === 'insufficient') {
    await returnCoupons(tx, order.document_id);
    return { kind: 'gone' };
  }
  const froms = shipmentStatesBefore('pending', 'order');
  await tx.query(moveShipments, [order.id, null, 'pending', froms]);
  const moved = await moveOrder(tx, {
    orderId: order.document_id,
    to: 'confirmed',
    by: THE_SHOP,
    note: 'The money came in after all.',
  });
  if (moved.kind !== 'moved') throw new Error(`Order ${order.number} did not come back to life`);
  return { kind: 'revived' };
}
