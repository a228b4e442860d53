import { statement } from '../../../kernel/server/contract';

/**
 * Counts a customer's vote for a published review, where it is the first and not for one's own, and
 * gives the count. No row where there is no such review.
 */
export const countVote = statement<
  [documentId: string, customerId: number],
  { own: boolean; helpful_count: number }
>(
  'reviews.count_vote',
  `WITH review AS (
     SELECT id, coalesce(customer_id = $2::int, false) AS own, helpful_count
       FROM reviews
      WHERE document_id = $1 AND state = 'published'
   ), voted AS (
     INSERT INTO review_votes (review_id, customer_id)
     SELECT id, $2::int FROM review WHERE NOT own
     ON CONFLICT DO NOTHING
     RETURNING review_id
   ), counted AS (
     UPDATE reviews
        SET helpful_count = reviews.helpful_count + 1
       FROM voted
      WHERE reviews.id = voted.review_id
     RETURNING reviews.helpful_count
   )
   SELECT own, coalesce((SELECT helpful_count FROM counted), helpful_count) AS helpful_count
     FROM review`,
);
