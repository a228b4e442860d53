import { statement } from '../../../kernel/server/contract';
import { noteMovements, type StockChangeRow } from './movements';

/**
 * Sets what stores have, or changes it by a difference, with a movement for each row that really
 * changes: all rows, or none where one is refused. Refused is what would fall below zero, below what
 * is reserved, or above `mostOnHand`, and what is not as it was `seen`; those rows come back with
 * `refused` and where they would go. What was seen is compared under the lock, so that no sale comes
 * in between.
 */
export const adjustStock = statement<
  [
    variantIds: number[],
    storeIds: number[],
    onHand: (number | null)[],
    deltas: (number | null)[],
    reasons: (string | null)[],
    kind: string,
    actor: string,
    mostOnHand: number,
    seen: (number | null)[],
  ],
  {
    variant_id: number;
    store_id: number;
    target: number;
    reserved: number;
    refused: boolean;
    /** What is on hand, where something else was seen. */
    unseen: number | null;
  } & (StockChangeRow | { document_id: null })
>(
  'inventory.adjust_stock',
  `WITH stock AS MATERIALIZED (
     SELECT level.id, level.variant_id, level.store_id, level.on_hand AS before, level.reserved,
            level.backorderable, wanted.reason, wanted.seen,
            coalesce(wanted.on_hand, level.on_hand + wanted.delta) AS target
       FROM unnest($1::int[], $2::int[], $3::bigint[], $4::bigint[], $5::text[],
                   $9::bigint[])
            AS wanted (variant_id, store_id, on_hand, delta, reason, seen)
       JOIN stock_levels level USING (variant_id, store_id)
      ORDER BY level.id
        FOR NO KEY UPDATE OF level
   ), judged AS (
     SELECT stock.*,
            coalesce(seen <> before, false) OR target < 0 OR target > $8
              OR (target < reserved AND NOT backorderable) AS refused,
            CASE WHEN seen <> before THEN before END AS unseen
       FROM stock
   ), changed AS (
     UPDATE stock_levels level
        SET on_hand = judged.target, updated_at = now()
       FROM judged
      WHERE level.id = judged.id AND judged.target <> judged.before
        AND NOT EXISTS (SELECT FROM judged WHERE refused)
     RETURNING level.id, level.document_id, level.variant_id, level.store_id, level.on_hand,
               level.reserved, (judged.target - judged.before)::int AS delta, $6 AS kind,
               judged.reason, $7 AS actor
   ),${noteMovements}
   SELECT judged.variant_id, judged.store_id, judged.target, judged.reserved, judged.refused,
          judged.unseen, told.*
     FROM judged
     LEFT JOIN told USING (id)
    ORDER BY judged.id`,
);
