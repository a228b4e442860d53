import { statement } from '../../../kernel/server/contract';
import { noteMovements, type StockChangeRow } from './movements';

/**
 * Takes what an order was allocated out of the stores, or of one of them: `on_hand` and `reserved` go
 * down together. Nothing changes where a stock row has less than that (backordered goods that have
 * not come in); such rows come back with `missing`, and the others with their change.
 */
export const fulfilOrder = statement<
  [orderId: string, storeDocumentId: string | null, actor: string],
  { missing: number; stock_sku: string } & (StockChangeRow | { document_id: null })
>(
  'inventory.fulfil_order',
  `WITH allocated AS MATERIALIZED (
     SELECT hold.id, hold.stock_level_id, hold.quantity
       FROM holds hold
       JOIN stock_levels level ON level.id = hold.stock_level_id
       JOIN stores store ON store.id = level.store_id
      WHERE hold.order_id = $1 AND hold.state = 'allocated'
        AND ($2::text IS NULL OR store.document_id = $2)
      ORDER BY hold.id
        FOR UPDATE OF hold
   ), due AS (
     SELECT stock_level_id, sum(quantity)::int AS quantity FROM allocated GROUP BY stock_level_id
   ), stock AS MATERIALIZED (
     SELECT level.id, level.variant_id, due.quantity,
            greatest(due.quantity - level.on_hand, 0) AS missing
       FROM stock_levels level
       JOIN due ON due.stock_level_id = level.id
      ORDER BY level.id
        FOR NO KEY UPDATE OF level
   ), leaving AS (
     SELECT id, quantity FROM stock WHERE NOT EXISTS (SELECT FROM stock WHERE missing > 0)
   ), ended AS (
     UPDATE holds SET state = 'fulfilled', ended_at = now()
       FROM allocated
      WHERE holds.id = allocated.id AND EXISTS (SELECT FROM leaving)
   ), changed AS (
     UPDATE stock_levels level
        SET on_hand = level.on_hand - leaving.quantity,
            reserved = level.reserved - leaving.quantity,
            updated_at = now()
       FROM leaving
      WHERE level.id = leaving.id
     RETURNING level.id, level.document_id, level.variant_id, level.store_id, level.on_hand,
               level.reserved, -leaving.quantity AS delta, 'sold' AS kind,
               'order ' || $1 AS reason, $3 AS actor
   ),${noteMovements}
   SELECT stock.missing, variant.sku AS stock_sku, told.*
     FROM stock
     JOIN variants variant ON variant.id = stock.variant_id
     LEFT JOIN told ON told.id = stock.id
    ORDER BY stock.id`,
);
