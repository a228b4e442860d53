import { statement } from '../../../kernel/server/contract';

/** Locks the carts of a customer, in the order of their ids. */
export const lockCartsOf = statement<[customerId: number], { id: number }>(
  'cart.lock_of_customer',
  `SELECT id FROM carts WHERE customer_id = $1 ORDER BY id FOR UPDATE`,
);
