import { statement } from '../../../kernel/server/contract';

/** Has what was given up worked again from the start: one job, or all that there are. */
export const reviveJobs = statement<[jobId: number | null], { id: number }>(
  'jobs.revive_jobs',
  `UPDATE jobs
      SET state = 'waiting', attempts = 0, offers = 0, due_at = now(), offer_at = now(),
          ended_at = NULL
    WHERE state = 'dead' AND ($1::bigint IS NULL OR id = $1)
   RETURNING id`,
);
