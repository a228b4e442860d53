import { statement } from '../../../kernel/server/contract';

/** What is in a cart that is still open. */
export const readCartGoods = statement<[publicId: string], { name: string; quantity: number }>(
  'notifications.read_cart_goods',
  `SELECT product.name, sum(line.quantity)::int AS quantity
     FROM carts cart
     JOIN cart_lines line ON line.cart_id = cart.id
     JOIN variants_product_lnk link ON link.variant_id = line.variant_id
     JOIN products product ON product.id = link.product_id AND product.published_at IS NOT NULL
    WHERE cart.public_id = $1 AND cart.status = 'open'
    GROUP BY product.name
    ORDER BY min(line.position)
    LIMIT 50`,
);
