import { statement } from '../../../kernel/server/contract';

/** Sets what reviews show to the number of their votes. */
export const repairVotes = statement<[], never>(
  'reviews.repair_votes',
  `UPDATE reviews
      SET helpful_count = ledger.votes
     FROM (SELECT review.id, count(vote.review_id) AS votes
             FROM reviews review
             LEFT JOIN review_votes vote ON vote.review_id = review.id
            GROUP BY review.id) ledger
    WHERE ledger.id = reviews.id AND reviews.helpful_count <> ledger.votes`,
);
