import type { Core } from '@strapi/strapi';
import { databaseOf, Refusal } from '../../../../kernel/server/contract';
import { mayStillPay } from '../../domain/ledger';
import type { Outcome } from '../../domain/provider';
import { closeBooks, newOperation, openBooks, withOperation } from '../ledger/books';
import { providerOf } from '../providers/registry';
import { wake } from '../wake';
import { countAttempt } from './limits';

/**
 * Counts that a card was refused. After too many refusals of the same one, whoever tries it out is
 * shut out: the payment is called off. Only its fingerprint is known, and it is not stored.
 */
export async function countRefusal(
  strapi: Core.Strapi,
  target: { orderId: string; paymentId: string },
  outcome: Outcome,
): Promise<void> {
  if (outcome.result !== 'declined' || outcome.instrument === undefined) return;
  try {
    await countAttempt(strapi, 'card', outcome.instrument);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await callOff(strapi, target);
  }
}

async function callOff(
  strapi: Core.Strapi,
  { orderId, paymentId }: { orderId: string; paymentId: string },
): Promise<void> {
  const { due } = await databaseOf(strapi).transaction(async (tx) => {
    const books = await openBooks(tx, orderId);
    const payment = books.payments.find(({ documentId }) => documentId === paymentId);
    if (payment === undefined || !mayStillPay(payment)) return { due: false };
    if (providerOf(strapi, payment.method).provider.verbs.void === undefined) return { due: false };
    if (payment.operations.some(({ operation }) => operation === 'void')) return { due: false };
    const operation = newOperation('void', payment.amount);
    const payments = books.payments.map((one) =>
      one === payment ? withOperation(one, operation) : one,
    );
    const reason = 'The same card was refused too often.';
    const entry = { payment, operation, checkIn: 0, reason, requestedBy: 'system' };
    return closeBooks(tx, books, payments, [entry]);
  });
  if (due) wake(strapi);
}
