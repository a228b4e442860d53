import type { DoctorCheck } from '../../../kernel/server/contract';
import { findRatingDrift } from '../sql/find-rating-drift';
import { findVoteDrift } from '../sql/find-vote-drift';
import { lockAllReviews } from '../sql/lock-all-reviews';
import { repairVotes } from '../sql/repair-votes';
import { repairRatings } from './ratings';

/**
 * What products and reviews show, worked out anew from the reviews and the votes. A repair first locks
 * the rows it mends, so that its next statement counts what was written until then.
 */
export const doctorChecks: readonly DoctorCheck[] = [
  {
    name: 'reviews.ratings',
    async find(database) {
      const rows = await database.query(findRatingDrift, [null]);
      return rows.map(
        ({ slug, average, count, should_average, should_count }) =>
          `${slug} shows ${average} of ${count} ratings, its reviews say ${should_average} of ${should_count}`,
      );
    },
    async repair(tx) {
      await repairRatings(tx, null);
    },
  },
  {
    name: 'reviews.helpful_counts',
    async find(database) {
      const rows = await database.query(findVoteDrift, []);
      return rows.map(
        ({ document_id, helpful_count, votes }) =>
          `${helpful_count} found review ${document_id} helpful, its votes say ${votes}`,
      );
    },
    async repair(tx) {
      await tx.query(lockAllReviews, []);
      await tx.query(repairVotes, []);
    },
  },
];
