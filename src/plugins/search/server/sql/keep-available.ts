import { freeStock } from '../../../inventory/server/contract';
import { statement } from '../../../kernel/server/contract';

/**
 * Those of some products that can be had now: of at least one variant something is free, at one store
 * or at any.
 */
export const keepAvailable = statement<
  [documentIds: readonly string[], storeId: string | null],
  { store_known: boolean; available: string[] }
>(
  'search.keep_available',
  `SELECT $2::text IS NULL
            OR EXISTS (SELECT FROM stores WHERE document_id = $2 AND active) AS store_known,
          ARRAY(
            SELECT wanted
              FROM unnest($1::text[]) AS wanted
             WHERE EXISTS (
               SELECT FROM products product
                 JOIN variants_product_lnk link ON link.product_id = product.id
                 JOIN variants variant ON variant.id = link.variant_id AND variant.active
                 JOIN stock_levels level ON level.variant_id = variant.id
                 JOIN stores ON stores.id = level.store_id AND stores.active ${freeStock}
                WHERE product.document_id = wanted AND product.published_at IS NOT NULL
                  AND ($2::text IS NULL OR stores.document_id = $2)
                  AND free.available > 0)) AS available`,
);
