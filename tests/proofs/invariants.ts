import { faultsInBooks } from '../support/books';
import type { TestShop } from '../support/shop';

/**
 * What is wrong with a shop, an empty list where nothing is: the sums of every test's books, and that
 * no piece is held twice, that what a cart says it holds is held, and that every change of an order's
 * state has its row of history and its event.
 */
export async function brokenInvariants(shop: TestShop): Promise<object[]> {
  const found = await shop.sql(
    `SELECT 'a hold of several lines' AS what, hold_id AS of
       FROM cart_lines GROUP BY hold_id HAVING count(*) > 1
     UNION ALL
     SELECT 'a line that says it is held', line.id
       FROM cart_lines line
       JOIN carts cart ON cart.id = line.cart_id AND cart.status = 'open'
       LEFT JOIN holds hold ON hold.id = line.hold_id AND hold.state = 'held'
                           AND hold.expires_at > now() AND hold.quantity = line.quantity
      WHERE line.reserved_until > now() AND hold.id IS NULL
     UNION ALL
     SELECT 'more reserved than there is', document_id
       FROM stock_levels WHERE NOT backorderable AND reserved > on_hand
     UNION ALL
     SELECT 'goods kept for an order that is over', hold.id
       FROM holds hold
       JOIN orders ON orders.document_id = hold.order_id
      WHERE hold.state = 'allocated' AND orders.state IN ('cancelled', 'refunded', 'shipped', 'delivered')
     UNION ALL
     SELECT 'a cart that is open and an order', orders.number
       FROM orders JOIN carts cart ON cart.id = orders.cart_id
      WHERE cart.status = 'open'
     UNION ALL
     SELECT 'orders of one cart', min(number) FROM orders GROUP BY cart_id HAVING count(*) > 1
     UNION ALL
     SELECT 'a history that ends elsewhere', orders.number
       FROM orders
      WHERE state IS DISTINCT FROM (
              SELECT "to" FROM order_histories
               WHERE order_id = orders.id AND kind = 'status' ORDER BY id DESC LIMIT 1)
     UNION ALL
     SELECT 'a history with a gap', orders.number
       FROM (SELECT order_id, "from", lag("to") OVER (PARTITION BY order_id ORDER BY id) AS before
               FROM order_histories WHERE kind = 'status') step
       JOIN orders ON orders.id = step.order_id
      WHERE step."from" IS DISTINCT FROM step.before
     UNION ALL
     SELECT 'a step without its one event', orders.number
       FROM orders
       JOIN order_histories step ON step.order_id = orders.id AND step.kind = 'status'
      WHERE 1 <> (SELECT count(*) FROM outbox
                   WHERE subject = orders.document_id
                     AND event = 'order.' || CASE WHEN step."from" IS NULL THEN 'placed' ELSE step."to" END)`,
  );
  return [...(await faultsInBooks(shop)), ...found];
}
