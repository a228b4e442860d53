import { statement } from '../../../kernel/server/contract';
import type { ReviewRow } from '../domain/review';
import { bought } from './bought';
import { firstState } from './first-state';
import { selectReviews } from './review-row';

/**
 * Changes a customer's own review and its state as if it were new.
 *
 * @param changes JSON of what is to change; null takes a title or a text away
 */
export const updateReview = statement<
  [documentId: string, customerId: number, changes: string],
  ReviewRow
>(
  'reviews.update',
  `WITH written AS (
     UPDATE reviews
        SET rating = coalesce((change.words ->> 'rating')::int, rating),
            title = CASE WHEN change.words ? 'title' THEN change.words ->> 'title' ELSE title END,
            text = CASE WHEN change.words ? 'text' THEN change.words ->> 'text' ELSE text END,
            state = ${firstState},
            verified = verified OR ${bought('$2::int', 'reviews.product_document_id')},
            updated_at = date_trunc('milliseconds', now())
       FROM (SELECT $3::jsonb AS words) change
      WHERE document_id = $1 AND customer_id = $2::int
     RETURNING reviews.*)
   ${selectReviews('written')}`,
);
