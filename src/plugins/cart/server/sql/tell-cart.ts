import { statement } from '../../../kernel/server/contract';

/**
 * Notes what a shopper was shown without a change of their cart: the price of lines, and, where the
 * answer had them, the adjustments that waited for it. It locks the cart before its lines, as every change does.
 */
export const tellCart = statement<
  [cartId: number, lineIds: string[], prices: (number | null)[], adjustments: boolean],
  never
>(
  'cart.tell',
  `WITH cart AS MATERIALIZED (
     SELECT id FROM carts WHERE id = $1 FOR UPDATE
   ), told AS (
     UPDATE cart_lines line SET told_price = shown.price
       FROM cart, unnest($2::text[], $3::bigint[]) AS shown (id, price)
      WHERE line.id = shown.id AND line.cart_id = cart.id
   )
   UPDATE carts SET adjustments = NULL FROM cart
    WHERE carts.id = cart.id AND $4 AND carts.adjustments IS NOT NULL`,
);
