import { statement } from '../../../kernel/server/contract';

/**
 * Works out anew what a product shows as its price: the lowest price of its active variants, that
 * variant's original price, and the shop's currency; none where it has no active variant. Draft and
 * published rows are written where they differ.
 *
 * @param productDocumentIds null for all products
 * @param currency the shop's, where its settings were never saved
 */
export const refreshPricesOf = statement<
  [productDocumentIds: string[] | null, currency: string],
  { document_id: string }
>(
  'catalog.refresh_prices',
  `UPDATE products p
      SET price = due.price, original_price = due.original_price, currency = due.currency,
          updated_at = date_trunc('milliseconds', now())
     FROM (SELECT p.id, cheapest.price, cheapest.original_price,
                  CASE WHEN cheapest.price IS NOT NULL THEN coalesce(
                    (SELECT currency FROM shop_settings ORDER BY id LIMIT 1), $2) END AS currency
             FROM products p
             LEFT JOIN LATERAL (
                    SELECT v.price, v.original_price
                      FROM variants_product_lnk link
                      JOIN variants v ON v.id = link.variant_id
                     WHERE link.product_id = p.id AND v.active
                     ORDER BY v.price, v.position, v.id
                     LIMIT 1) cheapest ON true
            WHERE $1::text[] IS NULL OR p.document_id = ANY ($1)) due
    WHERE p.id = due.id
      AND (p.price, p.original_price, p.currency)
          IS DISTINCT FROM (due.price, due.original_price, due.currency)
   RETURNING p.document_id`,
);
