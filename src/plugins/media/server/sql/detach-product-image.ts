import { statement } from '../../../kernel/server/contract';

/** Unlinks a file from each row of the product. */
export const detachProductImage = statement<[documentId: string, image: string], { id: number }>(
  'media.detach_product_image',
  `DELETE FROM files_related_mph link
    USING products product, files file
    WHERE product.document_id = $1
      AND (file.document_id = $2 OR file.id::text = $2)
      AND link.file_id = file.id
      AND link.related_id = product.id
      AND link.related_type = 'api::product.product'
      AND link.field = 'images'
   RETURNING link.id`,
);
