import { statement } from '../../../kernel/server/contract';

/**
 * Takes every row of the products out of one category (null for none) and puts it into another,
 * at the place of the first among the product's categories and last among the category's products.
 */
export const setCategories = statement<
  [documentIds: string[], removedIds: (number | null)[], addedIds: number[]],
  never
>(
  'catalog.set_categories',
  `WITH wanted AS (
     SELECT p.id AS product_id, given.removed_id, given.added_id,
            dense_rank() OVER (PARTITION BY given.added_id ORDER BY given.turn) AS turn
       FROM unnest($1::text[], $2::int[], $3::int[]) WITH ORDINALITY
            AS given (document_id, removed_id, added_id, turn)
       JOIN products p ON p.document_id = given.document_id),
   gone AS (
     DELETE FROM products_categories_lnk link
      USING wanted
      WHERE link.product_id = wanted.product_id AND link.category_id = wanted.removed_id
     RETURNING link.product_id, link.category_ord),
   taken AS MATERIALIZED (
     SELECT added_id, (SELECT coalesce(max(product_ord), 0) FROM products_categories_lnk
                        WHERE category_id = added_id) AS places
       FROM (SELECT DISTINCT added_id FROM wanted) each)
   INSERT INTO products_categories_lnk (product_id, category_id, category_ord, product_ord)
   SELECT wanted.product_id, added_id, coalesce(gone.category_ord, 1), turn + places
     FROM wanted
     JOIN taken USING (added_id)
     LEFT JOIN gone USING (product_id)
    ORDER BY wanted.product_id
   ON CONFLICT (product_id, category_id) DO NOTHING`,
);
