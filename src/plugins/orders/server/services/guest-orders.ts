import type { Queryable } from '../../../kernel/server/contract';
import { takeInGuestOrders as takeInStatement } from '../sql/take-in-guest-orders';

/**
 * Makes what was ordered without an account the customer's own, where it was ordered with the address
 * that they have since shown to be theirs. An address that nobody has verified opens nothing: who
 * registers with somebody else's does not see their orders.
 *
 * @returns document ids of the orders that are theirs from now on
 */
export async function takeInGuestOrders(
  database: Queryable,
  customerId: number,
): Promise<string[]> {
  const rows = await database.query(takeInStatement, [customerId]);
  return rows.map((row) => row.document_id);
}
