import { statement } from '../../../kernel/server/contract';

/**
 * Counts one more failed log-in of an account and locks it where they are too many. Failures that lie
 * further back than a lock lasts are forgotten.
 */
export const countFailure = statement<
  [account: Buffer, mostFailures: number, lockSeconds: number],
  never
>(
  'accounts.count_failure',
  `INSERT INTO login_failures AS so_far (account, failures) VALUES ($1, 1)
   ON CONFLICT (account) DO UPDATE
      SET failures = CASE
            WHEN so_far.last_at < now() - make_interval(secs => $3) THEN 1
            WHEN so_far.failures + 1 >= $2 THEN 0
            ELSE so_far.failures + 1
          END,
          locked_until = CASE
            WHEN so_far.last_at >= now() - make_interval(secs => $3) AND so_far.failures + 1 >= $2
            THEN now() + make_interval(secs => $3)
            ELSE so_far.locked_until
          END,
          last_at = now()`,
);
