import { statement } from '../../../kernel/server/contract';

/** Goods at a store of which somebody is to be told. */
export interface SeenGoods {
  sku: string;
  store_document_id: string;
  /** What can be sold now. */
  available: number;
  /** Of the note that there is little of them; null where staff know that, or there is enough. */
  low_id: number | null;
  /** Whether somebody waits for them. */
  wanted: boolean;
}

/** Whether this process alone looks, to the end of the transaction. */
export const lookAlone = statement<[], { alone: boolean }>(
  'notifications.look_alone',
  `SELECT pg_try_advisory_xact_lock(hashtextextended('notifications.look_at_stock', 0)) AS alone`,
);

/** The last note that there is of stock to look at. */
export const lastLook = statement<[], { id: number | null }>(
  'notifications.last_look',
  'SELECT max(id) AS id FROM stock_looks',
);

/**
 * Looks at the stock that has been noted, as it is now. Little is what is neither sold nor above the
 * threshold: a cart is no sale, and mostly comes back, so goods that only carts have taken below it are
 * looked at again. Enough is what can be sold and is above it. So is what has been called little for the
 * first time: what came in at the same moment did not know of that, and noted nothing.
 *
 * @param upTo the last note that is looked at
 * @returns with `taken`, how many notes were looked at, in at least one row
 */
export const lookAtStock = statement<
  [most: number, upTo: number],
  { taken: number } & (SeenGoods | { sku: null })
>(
  'notifications.look_at_stock',
  `WITH noted AS MATERIALIZED (
     DELETE FROM stock_looks
      WHERE id IN (SELECT id FROM stock_looks WHERE id <= $2 ORDER BY id LIMIT $1)
     RETURNING stock_level_id, variant_id
   ), place AS (
     SELECT stock_level_id AS id FROM noted WHERE stock_level_id IS NOT NULL
     UNION
     SELECT level.id FROM noted JOIN stock_levels level USING (variant_id)
   ), seen AS MATERIALIZED (
     SELECT level.id, variant.sku, store.document_id AS store_document_id,
            CASE WHEN variant.active THEN variant.low_stock_threshold END AS threshold,
            level.on_hand - level.reserved + held.expired AS available,
            level.on_hand - level.reserved + held.in_all AS unsold,
            store.active AND variant.active
              AND EXISTS (SELECT FROM variants_product_lnk link
                            JOIN products product ON product.id = link.product_id
                           WHERE link.variant_id = variant.id AND product.published_at IS NOT NULL)
              AS on_sale
       FROM place
       JOIN stock_levels level USING (id)
       JOIN variants variant ON variant.id = level.variant_id
       JOIN stores store ON store.id = level.store_id
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(quantity), 0)::int AS in_all,
               coalesce(sum(quantity) FILTER (WHERE expires_at <= now()), 0)::int AS expired
          FROM holds WHERE stock_level_id = level.id AND state = 'held'
      ) held
   ), little AS (
     INSERT INTO low_stock (stock_level_id)
     SELECT id FROM seen WHERE unsold <= threshold ORDER BY id
     ON CONFLICT DO NOTHING
     RETURNING id, stock_level_id
   ), enough AS (
     DELETE FROM low_stock USING seen
      WHERE low_stock.stock_level_id = seen.id
        AND (seen.threshold IS NULL OR seen.available > seen.threshold)
   ), again AS (
     INSERT INTO stock_looks (stock_level_id)
     SELECT id FROM seen
      WHERE (available <= threshold AND unsold > threshold)
         OR id IN (SELECT stock_level_id FROM little)
   ), told AS (
     SELECT seen.sku, store_document_id, greatest(available, 0) AS available, little.id AS low_id,
            wanted.wanted
       FROM seen
       LEFT JOIN little ON little.stock_level_id = seen.id
      CROSS JOIN LATERAL (
        SELECT on_sale AND available > 0
               AND EXISTS (SELECT FROM notification_stock_subscriptions wish
                            WHERE wish.sku = seen.sku AND wish.state = 'waiting'
                              AND wish.wish = 'backInStock'
                              AND (wish.store_id IS NULL OR wish.store_id = store_document_id))
               AS wanted
      ) wanted
      WHERE little.id IS NOT NULL OR wanted.wanted
   )
   SELECT (SELECT count(*) FROM noted)::int AS taken, told.*
     FROM (VALUES (true)) AS always
     LEFT JOIN told ON true`,
);

/** Has a variant looked at in all stores. */
export const noteVariant = statement<[sku: string], never>(
  'notifications.note_variant',
  'INSERT INTO stock_looks (variant_id) SELECT id FROM variants WHERE sku = $1',
);

/** Has those variants of products looked at that somebody waits for. */
export const noteProducts = statement<[documentIds: string[]], never>(
  'notifications.note_products',
  `INSERT INTO stock_looks (variant_id)
   SELECT DISTINCT variant.id
     FROM products product
     JOIN variants_product_lnk link ON link.product_id = product.id
     JOIN variants variant ON variant.id = link.variant_id
     JOIN notification_stock_subscriptions wish
       ON wish.sku = variant.sku AND wish.wish = 'backInStock' AND wish.state = 'waiting'
    WHERE product.document_id = ANY ($1::text[]) AND product.published_at IS NOT NULL`,
);
