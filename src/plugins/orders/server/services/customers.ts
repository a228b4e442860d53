import type { Queryable } from '../../../kernel/server/contract';
import { having, type CustomerFigures, type CustomerSearch } from '../domain/customer';
import { customerOf } from '../sql/customer-row';
import { readCustomer } from '../sql/read-customer';
import { countCustomers, searchCustomers, type CustomerParams } from '../sql/search-customers';
import { noSuchAccount } from './refusals';

/** One page of a list, and how long the list is. */
export interface CustomerPage {
  customers: CustomerFigures[];
  total: number;
}

/** A page of the customers that the people of the shop ask for. */
export async function findCustomers(
  database: Queryable,
  { q, status, sort, page, pageSize }: CustomerSearch,
): Promise<CustomerPage> {
  const words = q === undefined ? 'without' : 'with_words';
  const params: CustomerParams = [
    q === undefined ? null : having(q),
    status === undefined ? null : status === 'blocked',
  ];
  const [rows, [count]] = await Promise.all([
    database.query(searchCustomers(sort, words), [...params, pageSize, (page - 1) * pageSize]),
    database.query(countCustomers(words), params),
  ]);
  return { customers: rows.map(customerOf), total: count?.total ?? 0 };
}

/**
 * One customer.
 *
 * @param account the numeric or document id
 * @throws Refusal NOT_FOUND
 */
export async function customerBy(database: Queryable, account: string): Promise<CustomerFigures> {
  const [row] = await database.query(readCustomer, [account, numericIdIn(account)]);
  if (row === undefined) throw noSuchAccount();
  return customerOf(row);
}

/** The numeric id that an account is named by; null for a document id. */
export function numericIdIn(account: string): number | null {
  return /^\d{1,9}$/.test(account) ? Number(account) : null;
}
