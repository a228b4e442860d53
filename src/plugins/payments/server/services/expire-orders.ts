import type { Core } from '@strapi/strapi';
import { databaseOf, dukaConfig } from '../../../kernel/server/contract';
import { moveOrder, THE_SHOP } from '../../../orders/server/contract';
import { findUnpaid } from '../sql/find-unpaid';
import { closeBooks, openBooks } from './books';

const MOST_AT_ONCE = 100;

/**
 * Cancels orders that were not paid in time, so that others can have their goods; those of nothing
 * are confirmed. An order waits as long as a cart holds its goods, and longer while a payment is
 * under way.
 */
export async function expireOrders(strapi: Core.Strapi): Promise<void> {
  const database = databaseOf(strapi);
  const { holdSeconds } = dukaConfig(strapi);
  const orders = await database.query(findUnpaid, [holdSeconds, MOST_AT_ONCE]);
  for (const { document_id: orderId, free } of orders) {
    await database.transaction(async (tx) => {
      const books = await openBooks(tx, orderId);
      if (free) {
        await closeBooks(tx, books, books.payments, []);
        return;
      }
      // Looked at again under the lock: a payment may have begun meanwhile.
      const still = await tx.query(findUnpaid, [holdSeconds, MOST_AT_ONCE]);
      if (!still.some((order) => order.document_id === orderId)) return;
      const note = 'It was not paid in time.';
      await moveOrder(tx, { orderId, to: 'cancelled', by: THE_SHOP, note });
    });
  }
}
