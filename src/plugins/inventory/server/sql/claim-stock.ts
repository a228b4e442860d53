import { statement } from '../../../kernel/server/contract';

/**
 * Settles claims of one stock row, first come first served: each that still fits is granted, and one
 * that does not fit does not stand in the way of a smaller one behind it. The row is locked once and
 * read as it is then, so claims of other processes are counted too; it goes up once, by the sum. A row
 * that has nothing free is not locked at all, so that a crowd after the last unit writes nothing.
 *
 * A row comes back for each claim in the order given, `remaining` being what was free at its turn. Those
 * that would find nothing left have none, but there is always one row: `reclaimable` tells whether the
 * stock row had expired holds, in the same snapshot that saw nothing free.
 */
export const claimStock = statement<
  [variantId: number, storeId: number, holdIds: string[], quantities: number[], seconds: number],
  {
    stock_level_id: number | null;
    granted: boolean | null;
    remaining: number | null;
    reclaimable: boolean;
  }
>(
  'inventory.claim_stock',
  `WITH RECURSIVE stock AS MATERIALIZED (
     SELECT id, on_hand - reserved AS free, backorderable
       FROM stock_levels
      WHERE variant_id = $1 AND store_id = $2 AND (backorderable OR reserved < on_hand)
        FOR NO KEY UPDATE
   ), settled AS (
     SELECT 1 AS turn, ($4::int[])[1] AS quantity, free AS remaining,
            backorderable OR ($4::int[])[1] <= free AS granted
       FROM stock
     UNION ALL
     SELECT next.turn, next.quantity, next.remaining, stock.backorderable OR next.quantity <= next.remaining
       FROM settled
      CROSS JOIN stock
      CROSS JOIN LATERAL (
        SELECT settled.turn + 1 AS turn, ($4::int[])[settled.turn + 1] AS quantity,
               settled.remaining - CASE WHEN settled.granted THEN settled.quantity ELSE 0 END AS remaining
      ) next
      WHERE settled.turn < cardinality($4::int[]) AND (stock.backorderable OR next.remaining > 0)
   ), taken AS (
     UPDATE stock_levels level
        SET reserved = level.reserved + granted.quantity
       FROM stock, (SELECT sum(quantity) AS quantity FROM settled WHERE granted) granted
      WHERE level.id = stock.id AND granted.quantity > 0
   ), held AS (
     INSERT INTO holds (id, stock_level_id, quantity, state, expires_at)
     SELECT asked.hold_id, stock.id, settled.quantity, 'held', now() + make_interval(secs => $5)
       FROM settled
       JOIN unnest($3::text[]) WITH ORDINALITY AS asked (hold_id, turn) USING (turn)
      CROSS JOIN stock
      WHERE settled.granted
   )
   SELECT stock.id AS stock_level_id, settled.granted, greatest(settled.remaining, 0) AS remaining,
          EXISTS (SELECT FROM stock_levels level
                    JOIN holds hold ON hold.stock_level_id = level.id
                   WHERE level.variant_id = $1 AND level.store_id = $2
                     AND hold.state = 'held' AND hold.expires_at <= now()) AS reclaimable
     FROM (VALUES (true)) AS always
     LEFT JOIN (settled CROSS JOIN stock) ON true
    ORDER BY settled.turn`,
);
