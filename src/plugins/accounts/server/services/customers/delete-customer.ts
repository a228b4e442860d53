import { createHash } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import { publish, Refusal, type Transaction } from '../../../../kernel/server/contract';
import { anonymiseCustomer } from '../../sql/anonymise-customer';
import { deleteAddressesOf } from '../../sql/delete-addresses-of';
import { forgiveAccount } from '../../sql/forgive-account';
import { lockCustomer } from '../../sql/lock-customer';
import { endAllSessions } from '../sessions/sessions';
import { deletionsOf } from './deletions';

/**
 * Deletes a customer's account: sessions, addresses and what every floor above keeps of them. The row
 * stays without a name, so that its ids mean nobody, and the address can register anew.
 *
 * @throws Refusal NOT_FOUND where it is gone already, ORDERS_UNDER_WAY, and what else a floor above has
 *   against it
 */
export async function deleteCustomer(
  strapi: Core.Strapi,
  tx: Transaction,
  userId: number,
): Promise<void> {
  // An order that is being written has this row locked by its foreign key: it is seen, or comes too late.
  const [customer] = await tx.query(lockCustomer, [userId]);
  if (customer === undefined) throw new Refusal('NOT_FOUND', 'There is no such account.');
  const { document_id: documentId, email, confirmed } = customer;
  await deletionsOf(strapi).tell(tx, { userId, documentId, email, confirmed });
  await tx.query(deleteAddressesOf, [userId]);
  await tx.query(anonymiseCustomer, [userId]);
  await tx.query(forgiveAccount, [createHash('sha256').update(email).digest()]);
  await endAllSessions(tx, userId);
  await publish(tx, [{ event: 'customer.deleted', subject: documentId, payload: { documentId } }]);
}
