import { lowerReserved } from './lower-reserved';

/**
 * The text shared by the statements that end or lower holds and put their stock back on sale.
 *
 * Locks are taken in the order that every statement of this room keeps: holds by id, then stock rows
 * by id. A hold that another transaction has meanwhile renewed, allocated or ended is looked at again
 * once its lock is ours, so `reserved` goes down once for each hold.
 *
 * @param chosen SELECT of `id, stock_level_id, quantity, keep` from `holds`, sorted by id, FOR UPDATE:
 *   `quantity` goes back, `keep` stays held, and a hold that keeps nothing ends
 */
export function giveBack(chosen: string): string {
  return `
   WITH ended AS MATERIALIZED (
     ${chosen}
   ), released AS (
     UPDATE holds
        SET state = CASE WHEN ended.keep = 0 THEN 'released' ELSE holds.state END,
            ended_at = CASE WHEN ended.keep = 0 THEN now() END,
            quantity = CASE WHEN ended.keep = 0 THEN holds.quantity ELSE ended.keep END
       FROM ended
      WHERE holds.id = ended.id
   ), freed AS (
     SELECT stock_level_id, sum(quantity) AS quantity FROM ended GROUP BY stock_level_id
   ), ${lowerReserved}
   SELECT id, stock_level_id, quantity FROM ended`;
}

/** A hold that was ended or lowered, and what it gave back. */
export interface EndedHold {
  id: string;
  stock_level_id: number;
  quantity: number;
}
