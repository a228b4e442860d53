import { statement } from '../../../kernel/server/contract';
import type { ReviewRow } from '../domain/review';

/** A review as it is, locked until the transaction ends. */
export const readReview = statement<
  [documentId: string],
  Pick<ReviewRow, 'document_id' | 'product_document_id' | 'rating' | 'state' | 'updated_at'>
>(
  'reviews.read',
  `SELECT document_id, product_document_id, rating, state, updated_at
     FROM reviews
    WHERE document_id = $1
      FOR NO KEY UPDATE`,
);
