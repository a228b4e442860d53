import { statement } from '../../../kernel/server/contract';
import type { ReviewRow } from '../domain/review';

/** Deletes a review, with its votes; only that customer's where one is given. */
export const deleteReview = statement<
  [documentId: string, ownerId: number | null],
  Pick<ReviewRow, 'document_id' | 'product_document_id' | 'rating' | 'state'>
>(
  'reviews.delete',
  `DELETE FROM reviews
    WHERE document_id = $1 AND ($2::int IS NULL OR customer_id = $2::int)
   RETURNING document_id, product_document_id, rating, state`,
);
