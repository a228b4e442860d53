import { statement } from '../../../kernel/server/contract';

/**
 * What is still to be done, by listener and kind of job: `due` now, `later`, `failing` where a try has
 * failed and another comes, `running`, or `dead` where none comes. `late_seconds` is for how long the
 * first that is due has waited.
 */
export const countJobs = statement<
  [],
  { name: string; state: string; jobs: number; late_seconds: number }
>(
  'jobs.count_jobs',
  `SELECT name,
          CASE WHEN state <> 'waiting' THEN state
               WHEN attempts > 0 THEN 'failing'
               WHEN due_at > now() THEN 'later'
               ELSE 'due' END AS state,
          count(*) AS jobs,
          coalesce(extract(epoch FROM now() - min(due_at)
                                  FILTER (WHERE state = 'waiting' AND due_at <= now())),
                   0)::float8 AS late_seconds
     FROM jobs
    WHERE state IN ('waiting', 'running') OR state = 'dead'
    GROUP BY 1, 2`,
);
