import { statement } from '../../../kernel/server/contract';

/**
 * Makes a cart, in the currency asked for or the shop's. Nothing is made where a parallel call of
 * the same customer has just made one.
 */
export const createCart = statement<
  [publicId: string, customerId: number | null, currency: string | null, keepSeconds: number],
  never
>(
  'cart.create',
  `INSERT INTO carts (public_id, customer_id, currency, expires_at)
   SELECT $1, $2, coalesce($3, shop.currency), now() + make_interval(secs => $4)
     FROM shop_settings shop
    LIMIT 1
   ON CONFLICT (customer_id) WHERE status = 'open' DO NOTHING`,
);
