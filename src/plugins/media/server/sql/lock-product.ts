import { statement } from '../../../kernel/server/contract';

/** Locks a product's rows, draft and published, and counts the images of the fuller one. */
export const lockProduct = statement<[idOrSlug: string], { document_id: string; images: number }>(
  'media.lock_product',
  `WITH product AS (
     SELECT id, document_id
       FROM products
      WHERE document_id = $1
         OR document_id = (SELECT document_id FROM products WHERE slug = $1 ORDER BY id LIMIT 1)
      ORDER BY id
        FOR UPDATE)
   SELECT product.document_id, count(link.id)::int AS images
     FROM product
     LEFT JOIN files_related_mph link
       ON link.related_id = product.id AND link.related_type = 'api::product.product'
      AND link.field = 'images'
    GROUP BY product.id, product.document_id
    ORDER BY images DESC
    LIMIT 1`,
);
