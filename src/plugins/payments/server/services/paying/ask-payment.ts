import type { Core } from '@strapi/strapi';
import type { Context } from 'koa';
import { databaseOf, outsideMutation } from '../../../../kernel/server/contract';
import { accessOrder } from '../../../../orders/server/contract';
import { bringsMoney } from '../../domain/ledger';
import { openBooks } from '../ledger/books';
import { presentPayment } from '../ledger/present';
import { carryOut, operationRow } from '../operations/carry-out';
import { providerOf } from '../providers/registry';
import { paymentNotFound, providerUnavailable } from '../refusals';

export interface AskRequest {
  method: string;
  /** Document id or number of the order. */
  orderId: string;
  /** What the provider calls the payment, as the shopper's browser was told. */
  reference: string;
  route: string;
  keyRequired: boolean;
}

/**
 * The shopper comes back: the provider is asked, never the shopper, and what it says is settled.
 * Answers the payment as it is then.
 *
 * @throws Refusal PAYMENT_METHOD_UNAVAILABLE, ORDER_NOT_FOUND, PAYMENT_NOT_FOUND,
 *   PROVIDER_UNAVAILABLE
 */
export async function askPayment(
  strapi: Core.Strapi,
  ctx: Context,
  { method, orderId, reference, route, keyRequired }: AskRequest,
): Promise<void> {
  const { breaker } = providerOf(strapi, method);
  const { order, key } = await accessOrder(strapi, ctx, 'read', orderId);
  const database = databaseOf(strapi);
  const ours = (payment: { method: string; reference: string | null }) =>
    payment.method === method && payment.reference === reference;
  await outsideMutation(
    ctx,
    database,
    { caller: key, route, keyRequired },
    {
      async claim(tx) {
        const { payments } = await openBooks(tx, order.documentId);
        const operation = payments.find(ours)?.operations.findLast(bringsMoney);
        if (operation === undefined) throw paymentNotFound();
        return operation.documentId;
      },
      async finish(operationId) {
        const rest = breaker.restsFor(performance.now());
        if (rest > 0) throw providerUnavailable(method, rest);
        const row = await operationRow(strapi, operationId);
        const { silent } = await carryOut(strapi, row, { first: false });
        if (silent) throw providerUnavailable(method, 5);
        const books = await database.transaction((tx) => openBooks(tx, order.documentId));
        const payment = books.payments.find(ours);
        if (payment === undefined) throw paymentNotFound();
        return { status: 200, data: presentPayment(books.order, payment) };
      },
    },
  );
}
