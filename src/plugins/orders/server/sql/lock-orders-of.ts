import { statement } from '../../../kernel/server/contract';

/** Locks all orders of a customer. */
export const lockOrdersOf = statement<[customerId: number], never>(
  'orders.lock_of_customer',
  `SELECT FROM orders WHERE customer_id = $1 ORDER BY id FOR NO KEY UPDATE`,
);
