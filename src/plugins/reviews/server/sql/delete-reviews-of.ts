import { statement } from '../../../kernel/server/contract';
import type { ReviewRow } from '../domain/review';

/** Deletes the reviews of a product that is gone. */
export const deleteReviewsOf = statement<
  [productId: string],
  Pick<ReviewRow, 'document_id' | 'product_document_id' | 'rating' | 'state'>
>(
  'reviews.delete_of_product',
  `DELETE FROM reviews
    WHERE product_document_id = $1
      AND NOT EXISTS (SELECT FROM products WHERE document_id = $1)
   RETURNING document_id, product_document_id, rating, state`,
);
