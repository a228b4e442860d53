import { statement } from '../../../kernel/server/contract';
import type { ReviewRow } from '../domain/review';

/** Marks what the buyer of an order wrote of the goods in it. */
export const verifyReviews = statement<
  [orderId: string],
  Pick<ReviewRow, 'document_id' | 'product_document_id' | 'rating' | 'state'>
>(
  'reviews.verify',
  `UPDATE reviews
      SET verified = true
     FROM orders ordered
     JOIN order_lines sold ON sold.order_id = ordered.id
    WHERE ordered.document_id = $1
      AND reviews.customer_id = ordered.customer_id
      AND reviews.product_document_id = sold.product_document_id
      AND NOT reviews.verified
   RETURNING reviews.document_id, reviews.product_document_id, reviews.rating, reviews.state`,
);
