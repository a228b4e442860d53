import type { Transaction } from '../../../kernel/server/contract';
import { lockOrdersOf as lockStatement } from '../sql/lock-orders-of';
import { takeInGuestOrders } from './guest-orders';

/**
 * Keeps all orders of a customer who leaves as they are until the transaction ends, so that no payment
 * of them begins meanwhile. What they ordered as a guest is theirs too.
 */
export async function lockOrdersOf(tx: Transaction, customerId: number): Promise<void> {
  await takeInGuestOrders(tx, customerId);
  await tx.query(lockStatement, [customerId]);
}
