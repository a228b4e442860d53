import { returnGoods } from '../../../../inventory/server/contract';
import { Refusal, type Transaction } from '../../../../kernel/server/contract';
import { moveOrder, THE_SHOP, type Order } from '../../../../orders/server/contract';
import { amountKept } from '../../domain/ledger';
import { openBooks } from '../ledger/books';

/**
 * Ends an order that its buyer did not take at hand-over, and has not paid: a full refund of nothing. Its
 * goods are in their stores again. Money that comes for it later goes back.
 *
 * @param reason in the words of who brought the goods back; the customer sees it
 * @param by who takes the goods in
 * @throws Refusal ORDER_NOT_FOUND, ILLEGAL_TRANSITION where the order is not ready or shipped, or money of
 *   it is kept, which is given back by a refund
 */
export async function takeBackUnpaid(
  tx: Transaction,
  { order, reason, by }: { order: Pick<Order, 'documentId' | 'lines'>; reason: string; by: string },
): Promise<void> {
  const { order: now, payments } = await openBooks(tx, order.documentId);
  const facts = { from: now.status, to: 'refunded' };
  if (now.status !== 'ready' && now.status !== 'shipped') {
    const message = `An order that is ${now.status} does not come back from its hand-over.`;
    throw new Refusal('ILLEGAL_TRANSITION', message, facts);
  }
  if (payments.some((payment) => amountKept(payment) > 0)) {
    throw new Refusal('ILLEGAL_TRANSITION', 'Money of this order is kept: give it back.', facts);
  }
  const note = `Not taken at hand-over: ${reason}`;
  await moveOrder(tx, { orderId: order.documentId, to: 'refunded', by: THE_SHOP, note });
  if (now.status === 'ready') return;
  // Last, for it locks the stock rows.
  const returned = await returnGoods(tx, {
    orderId: order.documentId,
    lines: order.lines.map(({ documentId, quantity }) => ({ orderLineId: documentId, quantity })),
    actor: by,
  });
  if (returned.kind !== 'returned') throw new Error('Goods that were shipped are not out');
}
