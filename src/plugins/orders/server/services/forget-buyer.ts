import type { LeavingCustomer } from '../../../accounts/server/contract';
import type { Transaction } from '../../../kernel/server/contract';
import { forgetAddresses } from '../../../pricing/server/contract';
import { NOBODYS_ADDRESS } from '../domain/order';
import { anonymiseOrders } from '../sql/anonymise-orders';
import { lockOrdersOf } from './lock-orders-of';

/**
 * Takes a customer who leaves out of their orders. Number, goods and money stay, and so do the names
 * and addresses of the invoice and of where the goods went, for the books must be kept; the tie to the
 * account, e-mail address, telephone numbers and what the buyer wrote go. An order that is under way
 * goes on, to the address that stands on it.
 */
export async function forgetBuyer(tx: Transaction, { userId }: LeavingCustomer): Promise<void> {
  await lockOrdersOf(tx, userId);
  const orders = await tx.query(anonymiseOrders, [userId, NOBODYS_ADDRESS]);
  await forgetAddresses(
    tx,
    orders.map((order) => order.document_id),
  );
}
