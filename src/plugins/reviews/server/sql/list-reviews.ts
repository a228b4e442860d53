import { statement } from '../../../kernel/server/contract';
import type { ReviewRow, ReviewSort } from '../domain/review';
import { selectReviews } from './review-row';

const ORDER_BY: Readonly<Record<ReviewSort, string>> = {
  newest: 'review.created_at DESC, review.id DESC',
  helpful: 'review.helpful_count DESC, review.created_at DESC, review.id DESC',
  rating: 'review.rating DESC, review.created_at DESC, review.id DESC',
};

/** A page of a product's published reviews and the reader's own. */
export const listReviews = (sort: ReviewSort) =>
  statement<[productId: string, readerId: number | null, limit: number, offset: number], ReviewRow>(
    `reviews.list_${sort}`,
    `${selectReviews('reviews')}
      WHERE review.product_document_id = $1
        AND (review.state = 'published' OR review.customer_id = $2)
      ORDER BY ${ORDER_BY[sort]}
      LIMIT $3 OFFSET $4`,
  );
