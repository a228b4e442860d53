import type { Core } from '@strapi/strapi';
import type { Transaction } from '../../../../kernel/server/contract';
import { findLiveCustomer } from '../../sql/find-live-customer';
import { deleteCustomer } from './delete-customer';

/**
 * Deletes a customer like one who leaves, where Strapi then takes the row away. What is left of one who
 * has left may be taken away as it is.
 *
 * @param account the document id or the numeric one
 * @throws Refusal as {@link deleteCustomer}
 */
export async function deleteIfThere(
  strapi: Core.Strapi,
  tx: Transaction,
  account: string,
): Promise<void> {
  const id = /^\d{1,9}$/.test(account) ? Number(account) : null;
  const [customer] = await tx.query(findLiveCustomer, [account, id]);
  if (customer !== undefined) await deleteCustomer(strapi, tx, customer.id);
}
