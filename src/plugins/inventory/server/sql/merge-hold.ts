import { statement } from '../../../kernel/server/contract';

/**
 * Puts a claim into another live hold of the same stock row, which gets its full life. The sum of
 * the two does not change, so the stock row is not touched. No row where either is gone.
 */
export const mergeHold = statement<
  [claimId: string, holdId: string, seconds: number],
  { quantity: number; expires_at: Date }
>(
  'inventory.merge_hold',
  `WITH live AS MATERIALIZED (
     SELECT id, stock_level_id, quantity
       FROM holds
      WHERE id IN ($1, $2) AND state = 'held' AND expires_at > now()
      ORDER BY id
        FOR UPDATE
   ), pair AS (
     SELECT claim.id AS claim_id, kept.id AS kept_id, claim.quantity + kept.quantity AS quantity
       FROM live claim
       JOIN live kept USING (stock_level_id)
      WHERE claim.id = $1 AND kept.id = $2 AND claim.id <> kept.id
   ), spent AS (
     DELETE FROM holds USING pair WHERE holds.id = pair.claim_id
   )
   UPDATE holds
      SET quantity = pair.quantity, expires_at = now() + make_interval(secs => $3)
     FROM pair
    WHERE holds.id = pair.kept_id
   RETURNING holds.quantity, holds.expires_at`,
);
