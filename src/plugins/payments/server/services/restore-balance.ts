import type { Core } from '@strapi/strapi';
import { databaseOf, isUnavailable, type Transaction } from '../../../kernel/server/contract';
import { bringsMoney, mayStillPay, type LedgerPayment } from '../domain/ledger';
import type { Operation } from '../domain/operations';
import { findOwedBack } from '../sql/find-owed-back';
import {
  closeBooks,
  newOperation,
  openBooks,
  withOperation,
  type Books,
  type Entry,
} from './books';
import { providersOf } from './providers';
import { wake } from './wake';

const MOST_AT_ONCE = 100;

/**
 * Finds orders whose money is not as it should be since the order itself has changed: cancelled,
 * lowered, paid in another way, shipped. What is owed goes back, what nobody needs is called off, what
 * was only authorized is captured.
 */
export async function restoreBalance(strapi: Core.Strapi): Promise<void> {
  const database = databaseOf(strapi);
  const methodsWithVoid = [...providersOf(strapi).values()]
    .filter(({ provider }) => provider.verbs.void !== undefined)
    .map(({ provider }) => provider.method);
  const orders = await database.query(findOwedBack, [MOST_AT_ONCE, methodsWithVoid]);
  for (const { document_id: orderId } of orders) {
    // Whatever is wrong with one order, the others have their turn.
    try {
      const { due } = await database.transaction((tx) => restore(strapi, tx, orderId));
      if (due) wake(strapi);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      strapi.log.error(`payments: the balance of order ${orderId}: ${String(error)}`);
    }
  }
}

async function restore(strapi: Core.Strapi, tx: Transaction, orderId: string) {
  const books = await openBooks(tx, orderId);
  const entries = books.payments.flatMap((payment): Entry[] => {
    const operation = neededOf(books, payment);
    const knows = providersOf(strapi).get(payment.method)?.provider.verbs;
    if (operation === undefined || knows?.[operation] === undefined) return [];
    return [
      {
        payment,
        operation: newOperation(operation, payment.amount),
        checkIn: 0,
        reason: operation === 'void' ? 'Nobody needs it any more.' : 'The goods have left.',
        requestedBy: 'system',
      },
    ];
  });
  const payments = books.payments.map((payment) => {
    const entry = entries.find((one) => one.payment === payment);
    return entry === undefined ? payment : withOperation(payment, entry.operation);
  });
  return closeBooks(tx, books, payments, entries);
}

/** What is to be done with a payment that has not brought its money yet. */
function neededOf({ order }: Books, payment: LedgerPayment): Operation | undefined {
  const done = (operation: Operation) =>
    payment.operations.some((one) => one.operation === operation);
  if (done('void') || payment.amountCaptured > 0) return undefined;
  const over = order.status === 'cancelled' || order.status === 'refunded';
  const authorized = payment.amountAuthorized > 0;
  if (authorized && !over) {
    const left = order.status === 'shipped' || order.status === 'delivered';
    return left && !done('capture') ? 'capture' : undefined;
  }
  const begun = payment.operations.some((one) => bringsMoney(one) && one.result !== 'started');
  const settled = order.paymentStatus === 'paid' || order.paymentStatus === 'authorized';
  const open = authorized || (mayStillPay(payment) && begun);
  return open && (over || settled) ? 'void' : undefined;
}
