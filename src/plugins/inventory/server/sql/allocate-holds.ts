import { statement } from '../../../kernel/server/contract';

/**
 * Makes live holds an order's. The stock row is not touched: what is allocated was reserved before.
 * Gives the holds that were live; where one is missing, the transaction must be rolled back.
 */
export const allocateHolds = statement<
  [holdIds: string[], orderLineIds: string[], orderId: string],
  { id: string }
>(
  'inventory.allocate_holds',
  `WITH live AS MATERIALIZED (
     SELECT hold.id, wanted.order_line_id
       FROM unnest($1::text[], $2::text[]) AS wanted (hold_id, order_line_id)
       JOIN holds hold ON hold.id = wanted.hold_id
      WHERE hold.state = 'held' AND hold.expires_at > now()
      ORDER BY hold.id
        FOR UPDATE OF hold
   )
   UPDATE holds
      SET state = 'allocated', order_id = $3, order_line_id = live.order_line_id
     FROM live
    WHERE holds.id = live.id
   RETURNING holds.id`,
);
