import { statement } from '../../../kernel/server/contract';

/**
 * Gives live holds their full life: claims that become a line's hold, claims that go into the hold
 * that a line has already, and holds that are renewed. A hold lives no longer than the ceiling after
 * it was first taken, and is never cut short. Where a claim goes into another hold, their sum does not
 * change, so no stock row is touched.
 *
 * A row comes back for each hold that lives on; those that are gone do not come back.
 */
export const keepHolds = statement<
  [holdIds: string[], mergeInto: (string | null)[], seconds: number, ceiling: number | null],
  { id: string; expires_at: Date }
>(
  'inventory.keep_holds',
  `WITH live AS MATERIALIZED (
     SELECT id, stock_level_id, quantity, expires_at, created_at
       FROM holds
      WHERE id = ANY($1::text[] || $2::text[]) AND state = 'held' AND expires_at > now()
      ORDER BY id
        FOR UPDATE
   ), merged AS (
     SELECT claim.id, kept.id AS kept_id, claim.quantity
       FROM unnest($1::text[], $2::text[]) AS asked (hold_id, merge_into)
       JOIN live claim ON claim.id = asked.hold_id
       JOIN live kept ON kept.id = asked.merge_into
                     AND kept.stock_level_id = claim.stock_level_id AND kept.id <> claim.id
   ), spent AS (
     DELETE FROM holds USING merged WHERE holds.id = merged.id
   )
   UPDATE holds
      SET quantity = live.quantity + coalesce(more.quantity, 0),
          expires_at = greatest(
            live.expires_at,
            least(now() + make_interval(secs => $3), live.created_at + make_interval(secs => $4)))
     FROM live
     LEFT JOIN (SELECT kept_id, sum(quantity) AS quantity FROM merged GROUP BY kept_id) more
            ON more.kept_id = live.id
    WHERE holds.id = live.id AND NOT EXISTS (SELECT FROM merged WHERE merged.id = live.id)
   RETURNING holds.id, holds.expires_at`,
);
