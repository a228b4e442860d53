import { statement } from '../../../kernel/server/contract';

/** Takes a job for `lease` seconds. No row where another has it, or it is not to be done now. */
export const takeJob = statement<
  [jobId: number, leaseSeconds: number],
  { payload: unknown; attempts: number; correlation: string | null }
>(
  'jobs.take_job',
  `UPDATE jobs
      SET state = 'running', attempts = attempts + 1, offer_at = now() + make_interval(secs => $2)
    WHERE id = $1 AND state = 'waiting' AND due_at <= now()
   RETURNING payload, attempts, correlation`,
);
