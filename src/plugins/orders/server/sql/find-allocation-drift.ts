import { statement } from '../../../kernel/server/contract';

/**
 * Lines of orders whose goods are not what is kept, or was handed out, for them: all of them for an
 * order that lives, none kept any more for one that is cancelled or refunded. And goods that are kept for
 * a line that no order has.
 */
export const findAllocationDrift = statement<
  [],
  {
    number: string;
    /** Null where the order has no such line, or is none. */
    state: string | null;
    sku: string;
    quantity: number;
    kept: number;
    gone: number;
  }
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
   UNION ALL
   SELECT coalesce(hold.order_id, ''), NULL, variant.sku, 0, sum(hold.quantity)::int, 0
     FROM holds hold
     JOIN stock_levels level ON level.id = hold.stock_level_id
     JOIN variants variant ON variant.id = level.variant_id
     LEFT JOIN order_lines line ON line.document_id = hold.order_line_id
    WHERE hold.state = 'allocated' AND line.id IS NULL
    GROUP BY hold.order_id, variant.sku
    ORDER BY number, sku`,
);
