import { statement } from '../../../kernel/server/contract';

/**
 * Sets a job aside whose try has failed: until its next try, or for good after `most` of them. Later
 * events of its object wait for it, unless their listener goes on without what was given up. Failures
 * are counted for the operators, whichever process they are in.
 */
export const setAside = statement<
  [
    jobId: number,
    attempt: number,
    error: string,
    waitSeconds: number,
    most: number,
    passesDead: boolean,
  ],
  { state: string }
>(
  'jobs.set_aside',
  `WITH aside AS (
     UPDATE jobs
        SET attempts = $2,
            state = CASE WHEN $2 >= $5 THEN 'dead' ELSE 'waiting' END,
            subject = CASE WHEN $2 < $5 OR NOT $6 THEN subject END,
            last_error = $3,
            offers = 0,
            due_at = now() + make_interval(secs => $4),
            offer_at = now() + make_interval(secs => $4),
            ended_at = CASE WHEN $2 >= $5 THEN now() END
      WHERE id = $1 AND state IN ('waiting', 'running') AND attempts <= $2
     RETURNING name, state
   ), counted AS (
     INSERT INTO job_failures AS known (name, failures, given_up)
     SELECT name, 1, (state = 'dead')::int FROM aside
     ON CONFLICT (name) DO UPDATE
        SET failures = known.failures + 1, given_up = known.given_up + excluded.given_up
   )
   SELECT state FROM aside`,
);
