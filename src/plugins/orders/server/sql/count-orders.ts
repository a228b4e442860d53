import { statement } from '../../../kernel/server/contract';

/** How many orders a customer has. */
export const countOrders = statement<[customerId: number], { total: number }>(
  'orders.count',
  `SELECT count(*) AS total FROM orders WHERE customer_id = $1`,
);
