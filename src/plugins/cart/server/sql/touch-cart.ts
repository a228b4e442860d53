import { statement } from '../../../kernel/server/contract';

/** Notes that a cart was changed, which prolongs its life, and makes it the customer's own. */
export const touchCart = statement<
  [cartId: number, customerId: number | null, keepSeconds: number],
  { expires_at: Date }
>(
  'cart.touch',
  `UPDATE carts
      SET updated_at = now(), expires_at = now() + make_interval(secs => $3),
          customer_id = coalesce(customer_id, $2)
    WHERE id = $1
   RETURNING expires_at`,
);
