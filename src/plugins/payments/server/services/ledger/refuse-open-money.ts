import type { LeavingCustomer } from '../../../../accounts/server/contract';
import type { Transaction } from '../../../../kernel/server/contract';
import { lockOrdersOf } from '../../../../orders/server/contract';
import { findOpenMoney } from '../../sql/find-open-money';
import { ordersUnderWay } from '../refusals';

/** Orders that a refusal names at most. */
const MOST_NAMED = 20;

/**
 * Keeps a customer whose money is under way. What the books have of payments that are over stays as
 * it is: receipts and providers' references prove what was paid, and a refund may still need the
 * telephone that paid.
 *
 * @throws Refusal ORDERS_UNDER_WAY
 */
export async function refuseOpenMoney(tx: Transaction, { userId }: LeavingCustomer): Promise<void> {
  await lockOrdersOf(tx, userId);
  const orders = await tx.query(findOpenMoney, [userId, MOST_NAMED]);
  if (orders.length > 0) throw ordersUnderWay(orders);
}
