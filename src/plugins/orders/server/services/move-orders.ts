import type { Core } from '@strapi/strapi';
import type { Operator } from '../../../accounts/server/contract';
import { databaseOf, isUnavailable, Refusal } from '../../../kernel/server/contract';
import type { OrderStatus } from '../domain/states';
import { operatorsOrder } from './access';
import { moveForCaller } from './move-for-caller';

/** What became of one order of many. */
export type OneMoved =
  | { orderId: string; moved: true; number: string; status: OrderStatus }
  | { orderId: string; moved: false; error: { code: string; message: string; details: object } };

/**
 * Moves orders to the same state, one after the other, each in a transaction of its own: one that
 * cannot be moved keeps none of the others back.
 *
 * @param orderIds document ids or numbers
 */
export async function moveOrders(
  strapi: Core.Strapi,
  operator: Operator,
  orderIds: readonly string[],
  to: OrderStatus,
  note: string | null,
): Promise<OneMoved[]> {
  const results: OneMoved[] = [];
  for (const orderId of orderIds) {
    try {
      const access = await operatorsOrder(strapi, operator, orderId, 'move');
      const { number, status } = await databaseOf(strapi).transaction((tx) =>
        moveForCaller(tx, access, to, note),
      );
      results.push({ orderId, moved: true, number, status });
    } catch (error) {
      results.push({ orderId, moved: false, error: explained(strapi, error) });
    }
  }
  return results;
}

function explained(strapi: Core.Strapi, error: unknown) {
  if (error instanceof Refusal) {
    return { code: error.code, message: error.message, details: error.facts };
  }
  strapi.log.error(`orders: moving many: ${String(error)}`);
  const code = isUnavailable(error) ? 'UNAVAILABLE' : 'INTERNAL_ERROR';
  return { code, message: 'This order could not be moved. Try it again.', details: {} };
}
