import type { TestShop } from './shop';

/**
 * What is wrong with a shop's books: reserved stock against holds, what stores have against its
 * movements, orders against their lines and allocations, coupons against the orders that used them, goods
 * that left and orders that the shop confirmed against the money for them. An empty list is what every test wants.
 */
export async function faultsInBooks(shop: TestShop): Promise<object[]> {
  return shop.sql(
    `SELECT 'reserved' AS what, level.id, level.reserved AS is, coalesce(sum(hold.quantity), 0) AS should
       FROM stock_levels level
       LEFT JOIN holds hold ON hold.stock_level_id = level.id AND hold.state IN ('held', 'allocated')
      GROUP BY level.id
     HAVING level.reserved <> coalesce(sum(hold.quantity), 0)
     UNION ALL
     SELECT 'on hand', level.id, level.on_hand, coalesce(sum(movement.delta), 0)
       FROM stock_levels level
       LEFT JOIN stock_movements movement ON movement.stock_level_id = level.id
      GROUP BY level.id
     HAVING level.on_hand <> coalesce(sum(movement.delta), 0)
     UNION ALL
     SELECT 'subtotal', orders.id, orders.subtotal, coalesce(sum(line.subtotal), 0)
       FROM orders
       LEFT JOIN order_lines line ON line.order_id = orders.id
      GROUP BY orders.id
     HAVING orders.subtotal <> coalesce(sum(line.subtotal), 0)
     UNION ALL
     SELECT 'allocated', line.id, coalesce(sum(hold.quantity), 0), line.quantity
       FROM order_lines line
       JOIN orders ON orders.id = line.order_id
       LEFT JOIN holds hold ON hold.order_line_id = line.document_id
                           AND hold.state IN ('allocated', 'fulfilled')
      WHERE orders.state NOT IN ('cancelled', 'refunded')
      GROUP BY line.id
     HAVING line.quantity <> coalesce(sum(hold.quantity), 0)
     UNION ALL
     SELECT 'discount', orders.id, orders.discount_total, sum(line.discount)
       FROM orders JOIN order_lines line ON line.order_id = orders.id
      GROUP BY orders.id
     HAVING orders.discount_total <> sum(line.discount)
     UNION ALL
     SELECT part.what, orders.id, part.whole, sum((told ->> 'amount')::bigint)
       FROM orders,
            LATERAL (VALUES ('discount lines', discount_total, discount_lines),
                            ('tax lines', tax_total, tax_lines)) AS part (what, whole, lines),
            LATERAL jsonb_array_elements(part.lines) AS told
      WHERE coalesce(told ->> 'appliesTo', 'goods') = 'goods'
      GROUP BY part.what, orders.id, part.whole
     HAVING part.whole <> sum((told ->> 'amount')::bigint)
     UNION ALL
     SELECT 'coupon uses', coupon.id, coupon.used_count, count(use.order_id)
       FROM coupons coupon
       LEFT JOIN (coupon_redemptions use
                  JOIN orders ON orders.document_id = use.order_id AND orders.state <> 'cancelled')
              ON use.coupon_id = coupon.id AND use.returned_at IS NULL
      GROUP BY coupon.id
     HAVING coupon.used_count <> count(use.order_id)
     UNION ALL
     -- What went back before the last money came was not there to pay with; what went back afterwards was.
     -- Where a dispute or a review stands, staff know of it.
     SELECT 'money for the goods', orders.id, money.there, orders.total
       FROM orders
      CROSS JOIN LATERAL (
        SELECT actor FROM order_histories
         WHERE order_id = orders.id AND kind = 'status' AND "to" = 'confirmed'
         ORDER BY id DESC LIMIT 1) confirmed
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(one.amount) FILTER (WHERE one.operation = 'capture'), 0)
               + (SELECT coalesce(sum(amount_authorized), 0) FROM payments WHERE order_id = orders.id)
               - coalesce(sum(one.amount) FILTER (
                   WHERE one.operation = 'refund' AND one.id < last_in.id), 0) AS there
          FROM (SELECT max(one.id) AS id FROM payment_operations one
                  JOIN payments ON payments.id = payment_id
                 WHERE order_id = orders.id AND result = 'succeeded'
                   AND operation IN ('authorize', 'capture')) last_in
          LEFT JOIN (payment_operations one JOIN payments ON payments.id = one.payment_id)
                 ON payments.order_id = orders.id
                AND (one.operation = 'capture' AND one.result = 'succeeded'
                     OR one.operation = 'refund' AND one.result <> 'failed')
      ) money
      WHERE payment_method <> 'cash_on_delivery' AND NOT disputed AND money.there < total
        AND (state IN ('shipped', 'delivered')
             OR state IN ('confirmed', 'preparing', 'ready') AND confirmed.actor = 'system')
        AND NOT EXISTS (SELECT FROM payments WHERE order_id = orders.id AND review IS NOT NULL)`,
  );
}
