import { statement } from '../../../kernel/server/contract';

/** Closes a cart that has become an order; no row where it was closed before. */
export const closeCart = statement<[cartId: number], { id: number }>(
  'cart.close',
  `UPDATE carts SET status = 'closed', version = version + 1, origin = NULL, updated_at = now()
    WHERE id = $1 AND status = 'open'
   RETURNING id`,
);
