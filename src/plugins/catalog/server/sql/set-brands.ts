import { statement } from '../../../kernel/server/contract';

/**
 * Gives every row of the products another brand; null for none. Newcomers stand behind the brand's
 * other products, a product's rows at the same place.
 */
export const setBrands = statement<[documentIds: string[], brandIds: (number | null)[]], never>(
  'catalog.set_brands',
  `WITH wanted AS (
     SELECT p.id AS product_id, given.brand_id,
            dense_rank() OVER (PARTITION BY given.brand_id ORDER BY given.turn) AS turn
       FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS given (document_id, brand_id, turn)
       JOIN products p ON p.document_id = given.document_id),
   gone AS (
     DELETE FROM products_brand_lnk link
      USING wanted
      WHERE link.product_id = wanted.product_id
        AND link.brand_id IS DISTINCT FROM wanted.brand_id),
   taken AS MATERIALIZED (
     SELECT brand_id, (SELECT coalesce(max(product_ord), 0) FROM products_brand_lnk link
                        WHERE link.brand_id = each.brand_id) AS places
       FROM (SELECT DISTINCT brand_id FROM wanted WHERE brand_id IS NOT NULL) each)
   INSERT INTO products_brand_lnk (product_id, brand_id, product_ord)
   SELECT product_id, brand_id, turn + places
     FROM wanted JOIN taken USING (brand_id)
    ORDER BY product_id
   ON CONFLICT (product_id, brand_id) DO NOTHING`,
);
