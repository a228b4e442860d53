import { statement } from '../../../kernel/server/contract';

/** Ends jobs that are done. They go, unless their key is to be known again. */
export const endJobs = statement<[jobIds: readonly number[], attempts: readonly number[]], never>(
  'jobs.end_jobs',
  `WITH done AS (
     SELECT jobs.id, key
       FROM unnest($1::bigint[], $2::integer[]) AS done (id, attempts)
       JOIN jobs USING (id, attempts)
      WHERE state = 'running'
      ORDER BY jobs.id FOR UPDATE OF jobs
   ), ended AS (
     UPDATE jobs SET state = 'done', ended_at = now(), last_error = NULL
       FROM done WHERE jobs.id = done.id AND done.key IS NOT NULL
   )
   DELETE FROM jobs USING done WHERE jobs.id = done.id AND done.key IS NULL`,
);
