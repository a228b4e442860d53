import { statement } from '../../../kernel/server/contract';

/** Ends a job that is done. It goes, unless its key is to be known again. */
export const endJob = statement<[jobId: number, attempt: number], never>(
  'jobs.end_job',
  `WITH ended AS (
     UPDATE jobs SET state = 'done', ended_at = now(), last_error = NULL
      WHERE id = $1 AND state = 'running' AND attempts = $2 AND key IS NOT NULL
   )
   DELETE FROM jobs WHERE id = $1 AND state = 'running' AND attempts = $2 AND key IS NULL`,
);
