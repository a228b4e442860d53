import { statement } from '../../../kernel/server/contract';

/** Locks the rows of the product that a review is of. */
export const lockReviewedProduct = statement<[reviewId: string], { id: number }>(
  'reviews.lock_reviewed_product',
  `SELECT id
     FROM products
    WHERE document_id = (SELECT product_document_id FROM reviews WHERE document_id = $1)
    ORDER BY id
      FOR NO KEY UPDATE`,
);
