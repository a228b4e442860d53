import { statement } from '../../../kernel/server/contract';
import { lowerReserved } from './lower-reserved';

/**
 * Lowers the allocations of some lines of an order, those of 0 to nothing, and frees the rest. A row
 * comes back for each line that had more.
 */
export const lowerAllocations = statement<
  [orderId: string, orderLineIds: string[], quantities: number[]],
  { order_line_id: string; stock_level_id: number }
>(
  'inventory.lower_allocations',
  `WITH lowered AS MATERIALIZED (
     SELECT hold.id, hold.stock_level_id, hold.order_line_id, wanted.quantity,
            hold.quantity - wanted.quantity AS freed
       FROM holds hold
       JOIN unnest($2::text[], $3::int[]) AS wanted (order_line_id, quantity) USING (order_line_id)
      WHERE hold.order_id = $1 AND hold.state = 'allocated' AND hold.quantity > wanted.quantity
      ORDER BY hold.id
        FOR UPDATE OF hold
   ), shrunk AS (
     UPDATE holds SET quantity = lowered.quantity
       FROM lowered
      WHERE holds.id = lowered.id AND lowered.quantity > 0
   ), released AS (
     UPDATE holds SET state = 'released', ended_at = now()
       FROM lowered
      WHERE holds.id = lowered.id AND lowered.quantity = 0
   ), freed AS (
     SELECT stock_level_id, sum(freed) AS quantity FROM lowered GROUP BY stock_level_id
   ), ${lowerReserved}
   SELECT order_line_id, stock_level_id FROM lowered`,
);
