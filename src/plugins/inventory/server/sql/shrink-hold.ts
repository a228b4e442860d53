import { statement } from '../../../kernel/server/contract';

/** Lowers a live hold to a quantity and frees the rest. No row where it is gone or is not more. */
export const shrinkHold = statement<
  [holdId: string, quantity: number],
  { freed: number; expires_at: Date }
>(
  'inventory.shrink_hold',
  `WITH live AS MATERIALIZED (
     SELECT id, stock_level_id, quantity - $2 AS freed, expires_at
       FROM holds
      WHERE id = $1 AND state = 'held' AND expires_at > now() AND quantity > $2
        FOR UPDATE
   ), shrunk AS (
     UPDATE holds SET quantity = $2 FROM live WHERE holds.id = live.id
   ), lowered AS (
     UPDATE stock_levels level SET reserved = level.reserved - live.freed
       FROM live
      WHERE level.id = live.stock_level_id
   )
   SELECT freed, expires_at FROM live`,
);
