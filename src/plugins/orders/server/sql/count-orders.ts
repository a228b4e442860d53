import { statement } from '../../../kernel/server/contract';
import { suppliedBy, type Scope } from './supplied-by';

/** How many orders a customer has. */
export const countOrders = (scope: Scope) =>
  statement<[customerId: number, stores: string[] | null], { total: number }>(
    `orders.count_${scope}`,
    `SELECT count(*) AS total
       FROM orders
      WHERE orders.customer_id = $1 AND ${suppliedBy(scope, '$2')}`,
  );
