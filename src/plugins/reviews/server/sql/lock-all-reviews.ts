import { statement } from '../../../kernel/server/contract';

/** Keeps every review as it is until the transaction ends, for a repair. */
export const lockAllReviews = statement<[], { locked: number }>(
  'reviews.lock_all',
  // Counted, because rows that nobody reads are not locked either.
  `SELECT count(*) AS locked
     FROM (SELECT id FROM reviews ORDER BY id FOR NO KEY UPDATE) review`,
);
