import type { Transaction } from '../../../../kernel/server/contract';
import type { Meaning } from '../../domain/provider';
import { findOrderOf } from '../../sql/find-order-of';
import { bringsMoney, type LedgerPayment } from '../../domain/ledger';
import { likelyPaymentOf } from '../../domain/payer';
import { addPayment } from '../ledger/add-payment';
import { closeBooks, newOperation, openBooks, type Books } from '../ledger/books';
import { settle } from '../ledger/settle';

/**
 * Takes money that nobody had asked for, by the number of the order that its payer named. It counts
 * for the order like any other; what is too much, or comes too late, goes back by the same rules.
 *
 * @param method whose provider brought it
 */
export async function recordUnasked(
  tx: Transaction,
  method: string,
  money: Extract<Meaning, { kind: 'unasked' }>,
): Promise<{ kind: 'recorded'; due: boolean } | { kind: 'review'; why: string }> {
  const [named] = await tx.query(findOrderOf, [money.orderNumber]);
  if (named === undefined) return { kind: 'review', why: 'it names no order of ours' };
  const books = await openBooks(tx, named.document_id);
  if (books.payments.some(({ receipt }) => receipt === money.receipt)) {
    return { kind: 'recorded', due: false };
  }
  if (money.currency !== books.order.currency) {
    return { kind: 'review', why: `the order is in ${books.order.currency}` };
  }
  const { amount, canBeOf } = money;
  const waiting = likelyPaymentOf(books.payments, { method, amount }, canBeOf);
  if (waiting !== undefined) return settleWaiting(tx, books, waiting, money);
  const added = await addPayment(tx, books, { method, amount: money.amount });
  const operation = newOperation('capture', money.amount, { result: 'succeeded', tries: 1 });
  const payment = {
    ...added,
    reference: money.reference,
    receipt: money.receipt,
    operations: [operation],
  };
  const { due } = await closeBooks(
    tx,
    books,
    [...books.payments, payment],
    [{ payment, operation, checkIn: null, reason: 'Paid unasked.', requestedBy: 'customer' }],
  );
  return { kind: 'recorded', due };
}

async function settleWaiting(
  tx: Transaction,
  { order }: Books,
  { documentId, operations }: LedgerPayment,
  { amount, currency, receipt }: Extract<Meaning, { kind: 'unasked' }>,
): Promise<{ kind: 'recorded'; due: boolean } | { kind: 'review'; why: string }> {
  const operationId = operations.findLast(bringsMoney)?.documentId ?? '';
  const target = { orderId: order.documentId, paymentId: documentId, which: { operationId } };
  const settled = await settle(tx, target, { result: 'succeeded', amount, currency, receipt });
  if (settled.kind === 'review') return { kind: 'review', why: settled.why };
  return { kind: 'recorded', due: settled.due };
}
