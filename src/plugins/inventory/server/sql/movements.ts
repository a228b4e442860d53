/**
 * The text shared by the statements that change what a store has: the movement rows that go with the
 * change, so that there is never one without the other, and what is told about it.
 *
 * It follows a common table `changed (id, document_id, variant_id, store_id, on_hand, reserved,
 * delta, kind, reason, actor)`, a row for each stock row after its change.
 */
export const noteMovements = `
   noted AS (
     INSERT INTO stock_movements
            (document_id, stock_level_id, sku, store_name, delta, on_hand_after, kind, reason, actor,
             at, created_at, updated_at, published_at)
     -- A document id in Strapi's form, which begins with a letter.
     SELECT 'm' || left(replace(gen_random_uuid()::text, '-', ''), 23),
            changed.id, variant.sku, store.name, delta, on_hand, kind, reason, actor,
            now(), now(), now(), now()
       FROM changed
       JOIN variants variant ON variant.id = changed.variant_id
       JOIN stores store ON store.id = changed.store_id
      ORDER BY changed.id
   ), told AS (
     SELECT changed.id, changed.document_id, variant.sku, store.document_id AS store_document_id,
            changed.on_hand, greatest(changed.on_hand - changed.reserved, 0) AS available,
            changed.delta, changed.kind
       FROM changed
       JOIN variants variant ON variant.id = changed.variant_id
       JOIN stores store ON store.id = changed.store_id
   )`;

/** A stock row that changed, as it is told about. */
export interface StockChangeRow {
  id: number;
  document_id: string;
  sku: string;
  store_document_id: string;
  on_hand: number;
  available: number;
  delta: number;
  kind: string;
}
