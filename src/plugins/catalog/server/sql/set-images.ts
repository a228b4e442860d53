import { statement } from '../../../kernel/server/contract';

/**
 * Gives every row of the products these pictures and no others.
 *
 * @param documentIds of products, one for each picture, in the pictures' order
 */
export const setImages = statement<[documentIds: string[], fileIds: number[]], never>(
  'catalog.set_images',
  `WITH wanted AS (
     SELECT p.id AS product_id, given.file_id, given.turn
       FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS given (document_id, file_id, turn)
       JOIN products p ON p.document_id = given.document_id),
   gone AS (
     DELETE FROM files_related_mph
      WHERE related_type = 'api::product.product' AND field = 'images'
        AND related_id IN (SELECT product_id FROM wanted))
   INSERT INTO files_related_mph (file_id, related_id, related_type, field, "order")
   SELECT file_id, product_id, 'api::product.product', 'images',
          row_number() OVER (PARTITION BY product_id ORDER BY turn)
     FROM wanted
    ORDER BY product_id, turn`,
);
