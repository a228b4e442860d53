import { statement } from '../../../kernel/server/contract';

/**
 * Notes what comes back of goods that had left for lines of an order. A row comes back for each line
 * of which as much had left and has not come back before.
 */
export const markReturned = statement<
  [orderId: string, orderLineIds: string[], quantities: number[]],
  { order_line_id: string; variant_id: number; store_id: number; quantity: number }
>(
  'inventory.mark_returned',
  `WITH coming AS MATERIALIZED (
     SELECT hold.id, hold.stock_level_id, hold.order_line_id, wanted.quantity
       FROM unnest($2::text[], $3::int[]) AS wanted (order_line_id, quantity)
       JOIN holds hold USING (order_line_id)
      WHERE hold.order_id = $1 AND hold.state = 'fulfilled'
        AND hold.quantity - hold.returned >= wanted.quantity
      ORDER BY hold.id
        FOR UPDATE OF hold
   ), marked AS (
     UPDATE holds SET returned = holds.returned + coming.quantity
       FROM coming
      WHERE holds.id = coming.id
   )
   SELECT coming.order_line_id, level.variant_id, level.store_id, coming.quantity
     FROM coming
     JOIN stock_levels level ON level.id = coming.stock_level_id`,
);
