import { statement } from '../../../kernel/server/contract';

/** Sets a job aside whose try has failed: until its next try, or for good after `most` of them. */
export const setAside = statement<
  [jobId: number, attempt: number, error: string, waitSeconds: number, most: number],
  { state: string }
>(
  'jobs.set_aside',
  `UPDATE jobs
      SET attempts = $2,
          state = CASE WHEN $2 >= $5 THEN 'dead' ELSE 'waiting' END,
          last_error = $3,
          offers = 0,
          due_at = now() + make_interval(secs => $4),
          offer_at = now() + make_interval(secs => $4),
          ended_at = CASE WHEN $2 >= $5 THEN now() END
    WHERE id = $1 AND state IN ('waiting', 'running') AND attempts <= $2
   RETURNING state`,
);
