import type { Core } from '@strapi/strapi';
import { isUnavailable, sqlState } from '../../../../kernel/server/contract';

const MOST_AT_ONCE = 100;

/** Somebody else holds what is needed, or had to be let go first: the next order may be free. */
const IN_THE_WAY = new Set(['55P03', '40001', '40P01']);

/**
 * Does something to each order that is found. Whatever is wrong with one, the others have their turn:
 * each is tried once, so that those which fail again and again keep nobody out.
 *
 * @param what for the log, such as `the balance`
 * @param find so many at most, beside those that are named by their document ids
 * @param work in transactions of its own
 * @throws where the database is away
 */
export async function eachOrder(
  strapi: Core.Strapi,
  what: string,
  find: (most: number, beside: readonly string[]) => Promise<{ document_id: string }[]>,
  work: (orderId: string) => Promise<void>,
): Promise<void> {
  const tried: string[] = [];
  for (;;) {
    const orders = await find(MOST_AT_ONCE, tried);
    for (const { document_id: orderId } of orders) {
      try {
        await work(orderId);
      } catch (error) {
        if (isUnavailable(error) && !IN_THE_WAY.has(sqlState(error) ?? '')) throw error;
        strapi.log.error(`payments: ${what} of order ${orderId}: ${String(error)}`);
      }
      tried.push(orderId);
    }
    if (orders.length < MOST_AT_ONCE) return;
  }
}
