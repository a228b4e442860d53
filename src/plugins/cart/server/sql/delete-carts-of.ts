import { statement } from '../../../kernel/server/contract';

/** Deletes a customer's carts and tells what their lines held; what became an order's is not theirs. */
export const deleteCartsOf = statement<[customerId: number], { hold_id: string }>(
  'cart.delete_of_customer',
  `WITH held AS MATERIALIZED (
     SELECT line.hold_id
       FROM cart_lines line
       JOIN carts cart ON cart.id = line.cart_id
      WHERE cart.customer_id = $1 AND cart.status = 'open'
   ), gone AS (
     DELETE FROM carts WHERE customer_id = $1
   )
   SELECT hold_id FROM held`,
);
