import { statement } from '../../../kernel/server/contract';

/** Says that a job is still being done. */
export const renewJob = statement<[jobId: number, attempt: number, leaseSeconds: number], never>(
  'jobs.renew_job',
  `UPDATE jobs SET offer_at = now() + make_interval(secs => $3)
    WHERE id = $1 AND state = 'running' AND attempts = $2`,
);
