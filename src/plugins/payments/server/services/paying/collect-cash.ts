import type { Transaction } from '../../../../kernel/server/contract';
import { CASH } from '../../domain/methods';
import { amountDue } from '../../domain/ledger';
import { addPayment } from '../ledger/add-payment';
import { closeBooks, newOperation, openBooks } from '../ledger/books';
import { amountMismatch, notPayable } from '../refusals';

/**
 * Writes down the cash that somebody of the shop has received for an order.
 *
 * @param orderId document id
 * @param amount what was handed over, in minor units: all that is due
 * @param by who received it
 * @returns document id of the payment
 * @throws Refusal ORDER_NOT_PAYABLE, AMOUNT_MISMATCH
 */
export async function collectCash(
  tx: Transaction,
  { orderId, amount, by }: { orderId: string; amount: number; by: string },
): Promise<string> {
  const books = await openBooks(tx, orderId);
  const due = amountDue(books);
  if (due === 0) throw notPayable(books.order);
  if (amount !== due) throw amountMismatch(amount, due, books.order.currency);
  const added = await addPayment(tx, books, { method: CASH, amount });
  const operation = newOperation('capture', amount, { result: 'succeeded', tries: 1 });
  const payment = { ...added, operations: [operation] };
  const entry = { payment, operation, checkIn: null, reason: 'Cash.', requestedBy: by };
  await closeBooks(tx, books, [...books.payments, payment], [entry]);
  return payment.documentId;
}
