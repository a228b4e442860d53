import { statement } from '../../../kernel/server/contract';
import type { ProductVersionRow } from '../domain/catalog-rows';

/** Both rows of the products whose draft has one of the slugs, the oldest product of each slug. */
export const findProducts = statement<[slugs: string[]], ProductVersionRow>(
  'catalog.find_products',
  `WITH named AS (
     SELECT DISTINCT ON (slug) document_id, slug
       FROM products
      WHERE slug = ANY ($1) AND published_at IS NULL
      ORDER BY slug, id)
   SELECT p.id, p.document_id, named.slug, p.published_at IS NOT NULL AS published, p.name,
          p.short_description, p.description, p.tags, p.options, p.attributes, p.meta_title, p.meta_description,
          (SELECT brand_id FROM products_brand_lnk WHERE product_id = p.id LIMIT 1) AS brand_id,
          ARRAY (SELECT category_id FROM products_categories_lnk
                  WHERE product_id = p.id ORDER BY category_ord, id) AS category_ids,
          ARRAY (SELECT file_id FROM files_related_mph
                  WHERE related_id = p.id AND related_type = 'api::product.product'
                    AND field = 'images' ORDER BY "order", id) AS image_ids
     FROM named
     JOIN products p ON p.document_id = named.document_id
    ORDER BY p.id`,
);
