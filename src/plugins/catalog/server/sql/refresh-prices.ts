import { statement } from '../../../kernel/server/contract';

/**
 * What a product shows as its price: the lowest price of its active variants, that variant's
 * original price, and the shop's currency; none where it has no active variant. Draft and published
 * rows are written where they differ. `$1` is the currency where the settings were never saved.
 */
const refresh = (which: string) => `
   UPDATE products p
      SET price = due.price, original_price = due.original_price, currency = due.currency,
          updated_at = date_trunc('milliseconds', now())
     FROM (SELECT p.id, cheapest.price, cheapest.original_price,
                  CASE WHEN cheapest.price IS NOT NULL THEN coalesce(
                    (SELECT currency FROM shop_settings ORDER BY id LIMIT 1), $1) END AS currency
             FROM products p
             LEFT JOIN LATERAL (
                    SELECT v.price, v.original_price
                      FROM variants_product_lnk link
                      JOIN variants v ON v.id = link.variant_id
                     WHERE link.product_id = p.id AND v.active
                     ORDER BY v.price, v.position, v.id
                     LIMIT 1) cheapest ON true
            WHERE ${which}) due
    WHERE p.id = due.id
      AND (p.price, p.original_price, p.currency)
          IS DISTINCT FROM (due.price, due.original_price, due.currency)`;

/** Brings the prices of some products up to date. */
export const refreshSomePrices = statement<
  [currency: string, productDocumentIds: readonly string[]],
  never
>('catalog.refresh_some_prices', refresh('p.document_id = ANY ($2)'));

/** Brings the prices of all products up to date, as when the shop's currency changed. */
export const refreshAllPrices = statement<[currency: string], never>(
  'catalog.refresh_all_prices',
  refresh('true'),
);
