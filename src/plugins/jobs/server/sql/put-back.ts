import { statement } from '../../../kernel/server/contract';

/** Puts back what a worker had and could not begin, because an earlier event of its object is not done. */
export const putBack = statement<[jobIds: readonly number[]], never>(
  'jobs.put_back',
  `UPDATE jobs SET offer_at = now(), offers = greatest(offers - 1, 0)
    WHERE id = ANY ($1::bigint[]) AND state = 'waiting' AND due_at <= now() AND attempts = 0`,
);
