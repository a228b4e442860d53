import { statement } from '../../../kernel/server/contract';

/**
 * Document ids of the products that show a document of another type, in no order, `most` at most; no
 * row where there is no such document.
 */
export const productsShowing = statement<
  [type: 'variant' | 'category' | 'brand' | 'collection', documentId: string, most: number],
  { product_ids: string[] }
>(
  'catalog.products_showing',
  `WITH document AS (
     SELECT id FROM variants WHERE $1 = 'variant' AND document_id = $2
     UNION ALL SELECT id FROM categories WHERE $1 = 'category' AND document_id = $2
     UNION ALL SELECT id FROM brands WHERE $1 = 'brand' AND document_id = $2
     UNION ALL SELECT id FROM collections WHERE $1 = 'collection' AND document_id = $2
   ), shown AS (
     SELECT product_id FROM variants_product_lnk JOIN document ON variant_id = document.id
      WHERE $1 = 'variant'
     UNION ALL
     SELECT product_id FROM products_categories_lnk JOIN document ON category_id = document.id
      WHERE $1 = 'category'
     UNION ALL
     SELECT product_id FROM products_brand_lnk JOIN document ON brand_id = document.id
      WHERE $1 = 'brand'
     UNION ALL
     SELECT product_id FROM products_collections_lnk JOIN document ON collection_id = document.id
      WHERE $1 = 'collection'
   )
   SELECT ARRAY(SELECT DISTINCT product.document_id
                  FROM shown JOIN products product ON product.id = shown.product_id
                 LIMIT $3) AS product_ids
     FROM document`,
);
