import { statement } from '../../../kernel/server/contract';
import type { ReviewRow } from '../domain/review';
import { bought } from './bought';

/** Marks what the buyer of an order wrote of the goods in it, once they have been sent or handed over. */
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
      AND ${bought('reviews.customer_id', 'reviews.product_document_id')}
   RETURNING reviews.document_id, reviews.product_document_id, reviews.rating, reviews.state`,
);
