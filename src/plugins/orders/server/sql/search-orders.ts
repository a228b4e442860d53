import { statement } from '../../../kernel/server/contract';
import type { OrderSort } from '../domain/search';
import { ORDER_BY } from './order-by';
import { selectOrders, type OrderRow } from './order-row';
import { suppliedBy, type Scope } from './supplied-by';

/** Which orders; NULL leaves nothing out. */
export type SearchParams = [
  status: string | null,
  paymentStatus: string | null,
  stores: string[] | null,
  /** A number. */
  number: string | null,
  /** What an e-mail address begins with: a LIKE pattern in lower case. */
  beginning: string | null,
  from: Date | null,
  before: Date | null,
];

const wanted = (scope: Scope) => `
      ($1::text IS NULL OR orders.state = $1)
  AND ($2::text IS NULL OR orders.payment_status = $2)
  AND ${suppliedBy(scope, '$3')}
  AND ($4::text IS NULL OR orders.number = $4 OR lower(orders.email) LIKE $5)
  AND ($6::timestamptz IS NULL OR orders.placed_at >= $6::timestamptz AT TIME ZONE 'UTC')
  AND ($7::timestamptz IS NULL OR orders.placed_at < $7::timestamptz AT TIME ZONE 'UTC')`;

/** A page of the orders that are asked for, for the people of the shop. */
export const searchOrders = (sort: OrderSort, scope: Scope) =>
  statement<[...SearchParams, limit: number, offset: number], OrderRow>(
    `orders.search_${scope}_${sort}`,
    selectOrders({ where: wanted(scope), orderBy: ORDER_BY[sort], page: 'LIMIT $8 OFFSET $9' }),
  );

/** How many they are. */
export const countSearched = (scope: Scope) =>
  statement<SearchParams, { total: number }>(
    `orders.count_searched_${scope}`,
    `SELECT count(*) AS total FROM orders WHERE ${wanted(scope)}`,
  );
