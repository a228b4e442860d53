import { statement } from '../../../kernel/server/contract';

/** Reviews that show another number of votes than there are. */
export const findVoteDrift = statement<
  [],
  { document_id: string; helpful_count: number; votes: number }
>(
  'reviews.find_vote_drift',
  `SELECT review.document_id, review.helpful_count, count(vote.review_id)::int AS votes
     FROM reviews review
     LEFT JOIN review_votes vote ON vote.review_id = review.id
    GROUP BY review.id
   HAVING review.helpful_count <> count(vote.review_id)`,
);
