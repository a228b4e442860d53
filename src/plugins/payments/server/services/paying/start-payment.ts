import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import {
  databaseOf,
  outsideMutation,
  Refusal,
  type Answer,
  type Transaction,
} from '../../../../kernel/server/contract';
import { accessOrder } from '../../../../orders/server/contract';
import { amountDue, bringsMoney, mayStillPay, type LedgerPayment } from '../../domain/ledger';
import { isOpen } from '../../domain/operations';
import type { PaymentProvider } from '../../domain/provider';
import type { OperationRow } from '../../sql/operation-row';
import { addPayment } from '../ledger/add-payment';
import { closeBooks, newOperation, openBooks } from '../ledger/books';
import { paymentFacts } from '../operations/call-provider';
import { carryOut, operationRow, type CarriedOut } from '../operations/carry-out';
import { letOrderWait } from '../operations/let-order-wait';
import { providerOf, type KnownProvider } from '../providers/registry';
import {
  amountMismatch,
  notPayable,
  paymentInProgress,
  paymentRefused,
  providerUnavailable,
} from '../refusals';
import { countAttempt } from './limits';

export interface StartRequest {
  method: string;
  /** Document id or number of the order. */
  orderId: string;
  /** What the shopper believes to pay, in minor units. */
  amount?: number | undefined;
  /** What else the shopper sent, for the provider to check. */
  rest: unknown;
  /** The route's pattern, to which an idempotency key belongs. */
  route: string;
}

/** The operation that a payment begins with, and whether anybody has called for it. */
interface Begun {
  operationId: string;
  fresh: boolean;
}

/**
 * Begins to pay an order, or takes up the payment that is open. The row is committed before the
 * provider is called, and a call that is repeated goes on where it was cut short.
 *
 * @throws Refusal ORDER_NOT_FOUND, ORDER_NOT_PAYABLE, AMOUNT_MISMATCH, PAYMENT_METHOD_UNAVAILABLE,
 *   PAYMENT_REFUSED, PAYMENT_IN_PROGRESS where the end of an earlier call is not known,
 *   PROVIDER_UNAVAILABLE, RATE_LIMITED
 */
export async function startPayment(
  strapi: Core.Strapi,
  ctx: Context,
  { method, orderId, amount, rest, route }: StartRequest,
): Promise<void> {
  const known = providerOf(strapi, method);
  const { provider, breaker } = known;
  const input = provider.readInput(rest);
  const { order, key } = await accessOrder(strapi, ctx, 'read', orderId);
  const handovers = new Map<string, object>();
  const reveal = async ({ data, subject }: Answer) => {
    if (subject === undefined) return data;
    const handover = handovers.get(subject) ?? (await handoverOf(strapi, subject));
    return { ...(data as object), ...handover };
  };
  const options = { caller: key, route, keyRequired: true, reveal };
  const begin = (tx: Transaction) => open(strapi, tx, known, order.documentId, amount);
  await outsideMutation(ctx, databaseOf(strapi), options, {
    async admit() {
      const pause = breaker.restsFor(performance.now());
      if (pause > 0) throw providerUnavailable(method, pause);
      await countAttempt(strapi, 'order', order.documentId);
      const bothered = provider.bothers?.(input);
      if (bothered !== undefined) await countAttempt(strapi, 'payer', bothered);
    },
    claim: begin,
    async finish(claimed) {
      let begun = claimed;
      for (;;) {
        const row = await operationRow(strapi, begun.operationId);
        const done = await carryOut(strapi, row, { first: begun.fresh, input });
        if (done.outcome.result === 'succeeded' && !begun.fresh) throw notPayable(order);
        if (done.outcome.result !== 'failed') {
          const told = answerOf(provider, row, done);
          handovers.set(row.id, done.outcome.handover ?? {});
          return told;
        }
        if (begun.fresh) {
          throw done.silent ? providerUnavailable(method, 5) : paymentRefused(done.outcome);
        }
        // The one that was open has ended: a new one is begun, once.
        begun = await databaseOf(strapi).transaction(begin);
      }
    },
  });
}

/** The payment of this method that is open, or a new one. */
async function open(
  strapi: Core.Strapi,
  tx: Transaction,
  { provider }: KnownProvider,
  orderId: string,
  amount: number | undefined,
): Promise<Begun> {
  const books = await openBooks(tx, orderId);
  const { order, payments } = books;
  const due = amountDue(books);
  if (due === 0) throw notPayable(order);
  if (amount !== undefined && amount !== due) throw amountMismatch(amount, due, order.currency);
  const objection = provider.objection?.({ amount: due, currency: order.currency });
  if (objection !== undefined) {
    throw new Refusal(objection.code, objection.message, { amount: due, currency: order.currency });
  }
  const current = payments.findLast(
    (payment) => payment.method === provider.method && mayStillPay(payment),
  );
  if (current !== undefined && current.amount === due) {
    await letOrderWait(strapi, tx, current.documentId, provider.promptSeconds);
    return { operationId: openOperation(current), fresh: false };
  }
  const added = await addPayment(tx, books, { method: provider.method, amount: due });
  const operation = newOperation(provider.begins, due, { tries: 1 });
  const payment = { ...added, operations: [operation] };
  await closeBooks(
    tx,
    books,
    [...payments, payment],
    // Due soon, for whoever finds it where this process dies before the provider has answered.
    [{ payment, operation, checkIn: 30, reason: 'The order is paid.', requestedBy: 'customer' }],
  );
  await letOrderWait(strapi, tx, payment.documentId, provider.promptSeconds);
  return { operationId: operation.documentId, fresh: true };
}

function openOperation({ operations }: LedgerPayment): string {
  const operation = operations.findLast((one) => bringsMoney(one) && isOpen(one.result));
  if (operation === undefined) throw new Error('An open payment has no operation');
  return operation.documentId;
}

function answerOf(
  provider: PaymentProvider,
  row: OperationRow,
  { outcome, silent }: CarriedOut,
): Answer {
  if (silent) throw providerUnavailable(provider.method, 5);
  if (outcome.result === 'unknown') throw paymentInProgress();
  const payment = {
    ...paymentFacts(row),
    reference: outcome.reference ?? row.reference,
    details: { ...row.details, ...outcome.details },
  };
  const { amount, currency } = payment;
  return {
    status: provider.begunStatus,
    data: {
      paymentId: payment.documentId,
      method: provider.method,
      ...provider.shows(payment),
      amount,
      currency,
    },
    // What is handed over is not stored with the answer: it is asked for again.
    ...(outcome.handover === undefined ? {} : { subject: row.id }),
  };
}

async function handoverOf(strapi: Core.Strapi, operationId: string): Promise<object> {
  const row = await operationRow(strapi, operationId);
  const { outcome, silent } = await carryOut(strapi, row, { first: false });
  if (silent) throw providerUnavailable(row.method, 5);
  return outcome.handover ?? {};
}
