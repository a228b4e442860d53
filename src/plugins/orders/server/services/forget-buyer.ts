import type { LeavingCustomer } from '../../../accounts/server/contract';
import type { Transaction } from '../../../kernel/server/contract';
import { forgetAddresses } from '../../../pricing/server/contract';
import { NOBODYS_ADDRESS } from '../domain/order';
import { FINISHED } from '../domain/states';
import { anonymiseOrders } from '../sql/anonymise-orders';
import { findUnderWay } from '../sql/find-under-way';
import { takeInGuestOrders } from './guest-orders';
import { ordersUnderWay } from './refusals';

/** Orders that a refusal names at most. */
const MOST_NAMED = 20;

/**
 * Takes a customer who leaves out of their orders. Number, goods and money stay, and so do the names
 * and addresses of the invoice and of where the goods went, for the books must be kept; the tie to the
 * account, e-mail address, telephone numbers and what the buyer wrote go.
 *
 * @throws Refusal ORDERS_UNDER_WAY
 */
export async function forgetBuyer(tx: Transaction, { userId }: LeavingCustomer): Promise<void> {
  // What they ordered as a guest is theirs too.
  await takeInGuestOrders(tx, userId);
  const underWay = await tx.query(findUnderWay, [userId, FINISHED, MOST_NAMED]);
  if (underWay.length > 0) throw ordersUnderWay(underWay);
  const orders = await tx.query(anonymiseOrders, [userId, NOBODYS_ADDRESS]);
  await forgetAddresses(
    tx,
    orders.map((order) => order.document_id),
  );
}
