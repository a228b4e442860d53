import type { Core } from '@strapi/strapi';
import { databaseOf, dukaConfig, type Transaction } from '../../../../kernel/server/contract';
import { moveOrder, THE_SHOP } from '../../../../orders/server/contract';
import { findUnpaid } from '../../sql/find-unpaid';
import { lookUnpaid } from '../../sql/look-unpaid';
import { closeBooks, openBooks } from '../ledger/books';
import { eachOrder } from './each-order';

/**
 * Cancels orders that were not paid in time, so that others can have their goods; those of nothing
 * are confirmed. An order waits as long as a cart holds its goods, and longer while a payment is
 * under way.
 */
export async function expireOrders(strapi: Core.Strapi): Promise<void> {
  const database = databaseOf(strapi);
  const { holdSeconds } = dukaConfig(strapi);
  await eachOrder(
    strapi,
    'the end',
    (most, beside) => database.query(findUnpaid, [holdSeconds, most, beside]),
    (orderId) => database.transaction((tx) => expire(tx, orderId, holdSeconds)),
  );
}

async function expire(tx: Transaction, orderId: string, holdSeconds: number): Promise<void> {
  const books = await openBooks(tx, orderId);
  // Looked at again under the lock: a payment may have begun meanwhile.
  const [unpaid] = await tx.query(lookUnpaid, [holdSeconds, orderId]);
  if (unpaid === undefined) return;
  if (unpaid.free) {
    await closeBooks(tx, books, books.payments, []);
    return;
  }
  const note = 'It was not paid in time.';
  await moveOrder(tx, { orderId, to: 'cancelled', by: THE_SHOP, note });
}
