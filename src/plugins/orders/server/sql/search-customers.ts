import { statement } from '../../../kernel/server/contract';
import type { CustomerSort } from '../domain/customer';
import { selectCustomers, type CustomerRow } from './customer-row';

/** Which customers; NULL leaves nothing out. */
export type CustomerParams = [
  /** A LIKE pattern in lower case. */
  pattern: string | null,
  blocked: boolean | null,
];

/** Whether words are looked for: the text differs, for no index is used behind `IS NULL OR`. */
export type Words = 'with_words' | 'without';

const wanted = (words: Words) => `
      ${
        words === 'with_words'
          ? 'customer_words(first_name, last_name, email, phone) LIKE $1'
          : '$1::text IS NULL'
      }
  AND deleted_at IS NULL
  AND ($2::boolean IS NULL OR blocked IS TRUE = $2)`;

const ORDER_BY: Readonly<Record<CustomerSort, string>> = {
  'createdAt:desc': 'created_at DESC, id DESC',
  'createdAt:asc': 'created_at, id',
  'email:asc': 'lower(email)',
  'email:desc': 'lower(email) DESC',
  'lastName:asc': 'lower(last_name), id',
  'lastName:desc': 'lower(last_name) DESC, id DESC',
};

/** A page of the customers that are asked for. */
export const searchCustomers = (sort: CustomerSort, words: Words) =>
  statement<[...CustomerParams, limit: number, offset: number], CustomerRow>(
    `orders.search_customers_${words}_${sort}`,
    `${selectCustomers(
      `(SELECT * FROM up_users WHERE ${wanted(words)}
         ORDER BY ${ORDER_BY[sort]} LIMIT $3 OFFSET $4)`,
    )}
      ORDER BY ${ORDER_BY[sort]}`,
  );

/** How many they are. */
export const countCustomers = (words: Words) =>
  statement<CustomerParams, { total: number }>(
    `orders.count_customers_${words}`,
    `SELECT count(*) AS total FROM up_users WHERE ${wanted(words)}`,
  );
