import { statement } from '../../../kernel/server/contract';
import { freeStock } from './free-stock';
import { onSale } from './on-sale';

/**
 * What an open store can sell: of the SKUs asked for, or a page of all that it carries. One row comes
 * back at least, with the store's own number, where the store is open; `sku` is null in a row that
 * tells of nothing else. A SKU that is asked for and not carried has 0.
 */
export const listAvailability = statement<
  [storeDocumentId: string, skus: string[] | null, limit: number, offset: number],
  { sku: string | null; available: number; backorder: boolean; total: number }
>(
  'inventory.list_availability',
  `WITH store AS (
     SELECT id FROM stores WHERE document_id = $1 AND active
   ), goods AS (
     SELECT variant.id, variant.sku
       FROM variants variant
      WHERE $2::text[] IS NOT NULL AND variant.sku = ANY($2::text[]) AND ${onSale}
     UNION ALL
     SELECT variant.id, variant.sku
       FROM store
       JOIN stock_levels carried ON carried.store_id = store.id
       JOIN variants variant ON variant.id = carried.variant_id
      WHERE $2::text[] IS NULL AND ${onSale}
   ), page AS (
     SELECT id, sku FROM goods ORDER BY sku LIMIT $3 OFFSET $4
   )
   SELECT page.sku, coalesce(free.available, 0) AS available,
          coalesce(level.backorderable, false) AS backorder,
          (SELECT count(*) FROM goods) AS total
     FROM store
     LEFT JOIN page ON true
     LEFT JOIN stock_levels level ON level.store_id = store.id AND level.variant_id = page.id
     ${freeStock}
    ORDER BY page.sku`,
);
