import { statement } from '../../../kernel/server/contract';

export interface TakenJob {
  id: number;
  payload: unknown;
  /** Tries, with the one that begins. */
  attempts: number;
  correlation: string | null;
}

/** Takes jobs for `lease` seconds. No row for what another has, or what is not to be done now. */
export const takeJobs = statement<[jobIds: readonly number[], leaseSeconds: number], TakenJob>(
  'jobs.take_jobs',
  `UPDATE jobs
      SET state = 'running', attempts = attempts + 1, offer_at = now() + make_interval(secs => $2)
    WHERE id = ANY ($1::bigint[]) AND state = 'waiting' AND due_at <= now()
   RETURNING id, payload, attempts, correlation`,
);
