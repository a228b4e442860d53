import { statement } from '../../../kernel/server/contract';

/** Links files after the images that each row of the product has, in the order given. */
export const appendProductImages = statement<[documentId: string, fileIds: number[]], never>(
  'media.append_product_images',
  `INSERT INTO files_related_mph (file_id, related_id, related_type, field, "order")
   SELECT added.file_id, product.id, 'api::product.product', 'images',
          coalesce((SELECT max(link."order")
                      FROM files_related_mph link
                     WHERE link.related_id = product.id
                       AND link.related_type = 'api::product.product'
                       AND link.field = 'images'), 0) + added.turn
     FROM products product
    CROSS JOIN unnest($2::int[]) WITH ORDINALITY AS added (file_id, turn)
    WHERE product.document_id = $1`,
);
