import { statement } from '../../../kernel/server/contract';
import { suppliedBy } from './supplied-by';

/** How many orders a customer has; of certain stores only where they are given. */
export const countOrders = statement<
  [customerId: number, stores: string[] | null],
  { total: number }
>(
  'orders.count',
  `SELECT count(*) AS total FROM orders WHERE orders.customer_id = $1 AND ${suppliedBy('$2')}`,
);
