import { statement } from '../../../kernel/server/contract';

/**
 * Lines of orders whose goods are not what is kept, or was handed out, for them: all of them for an
 * order that lives, none kept any more for one that is cancelled or refunded.
 */
export const findAllocationDrift = statement<
  [],
  { number: string; state: string; sku: string; quantity: number; kept: number; gone: number }
>(
  'orders.find_allocation_drift',
  `SELECT orders.number, orders.state, line.sku, line.quantity,
          coalesce(sum(hold.quantity) FILTER (WHERE hold.state = 'allocated'), 0)::int AS kept,
          coalesce(sum(hold.quantity) FILTER (WHERE hold.state = 'fulfilled'), 0)::int AS gone
     FROM order_lines line
     JOIN orders ON orders.id = line.order_id
     LEFT JOIN holds hold ON hold.order_line_id = line.document_id
    GROUP BY orders.id, line.id
   HAVING CASE
            WHEN orders.state IN ('cancelled', 'refunded')
              THEN coalesce(sum(hold.quantity) FILTER (WHERE hold.state = 'allocated'), 0) > 0
            WHEN orders.state IN ('shipped', 'delivered')
              THEN coalesce(sum(hold.quantity) FILTER (WHERE hold.state = 'fulfilled'), 0)
                   <> line.quantity
            -- One store's part may have left before the others.
            ELSE coalesce(
                   sum(hold.quantity) FILTER (WHERE hold.state IN ('allocated', 'fulfilled')), 0)
                 <> line.quantity
          END
    ORDER BY orders.number, line.id`,
);
