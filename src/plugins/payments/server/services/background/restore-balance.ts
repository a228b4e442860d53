import type { Core } from '@strapi/strapi';
import { databaseOf, type Transaction } from '../../../../kernel/server/contract';
import { nextTry } from '../../domain/asking';
import {
  amountDue,
  bringsMoney,
  mayStillPay,
  neededOfAuthorized,
  type LedgerOperation,
  type LedgerPayment,
} from '../../domain/ledger';
import { findOwedBack } from '../../sql/find-owed-back';
import {
  closeBooks,
  newOperation,
  openBooks,
  withOperation,
  type Books,
  type Entry,
} from '../ledger/books';
import { providersOf } from '../providers/registry';
import { wake } from '../wake';
import { eachOrder } from './each-order';

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
  await eachOrder(
    strapi,
    'the balance',
    (most, beside) => database.query(findOwedBack, [most, methodsWithVoid, beside]),
    async (orderId) => {
      const { due } = await database.transaction((tx) => restore(strapi, tx, orderId));
      if (due) wake(strapi);
    },
  );
}

async function restore(strapi: Core.Strapi, tx: Transaction, orderId: string) {
  const books = await openBooks(tx, orderId);
  const entries = books.payments.flatMap((payment): Entry[] => {
    const need = neededOf(books, payment);
    const knows = providersOf(strapi).get(payment.method)?.provider.verbs;
    if (need === undefined || knows?.[need.operation] === undefined) return [];
    return [
      {
        payment,
        operation: newOperation(need.operation, need.amount),
        checkIn: need.operation === 'void' ? 0 : nextTry(capturesOf(payment).length),
        reason: need.operation === 'void' ? 'Nobody needs it any more.' : 'The goods have left.',
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

/** What is to be done with a payment that has not brought its money yet, and for how much. */
function neededOf(
  books: Books,
  payment: LedgerPayment,
): { operation: 'void' | 'capture'; amount: number } | undefined {
  const { operations, amount, amountAuthorized, amountCaptured } = payment;
  const isCalledOff = operations.some(({ operation }) => operation === 'void');
  if (isCalledOff || amountCaptured > 0) return undefined;
  const callOff = { operation: 'void', amount } as const;
  if (amountAuthorized === 0) {
    const begun = operations.some((one) => bringsMoney(one) && one.result !== 'started');
    return mayStillPay(payment) && begun && amountDue(books) === 0 ? callOff : undefined;
  }
  if (capturesOf(payment).some(({ result }) => result !== 'failed')) return undefined;
  const needed = neededOfAuthorized(books, payment);
  if (needed === 0) return callOff;
  const { status } = books.order;
  const left = status === 'shipped' || status === 'delivered';
  return left ? { operation: 'capture', amount: needed } : undefined;
}

function capturesOf({ operations }: LedgerPayment): LedgerOperation[] {
  return operations.filter(({ operation }) => operation === 'capture');
}
