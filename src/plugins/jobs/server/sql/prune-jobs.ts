import { statement } from '../../../kernel/server/contract';

/** Forgets `most` jobs whose key was kept, and which ended longer ago than `days`. */
export const pruneJobs = statement<[days: number, most: number], { id: number }>(
  'jobs.prune_jobs',
  `DELETE FROM jobs
    WHERE id IN (SELECT id FROM jobs
                  WHERE state = 'done' AND ended_at < now() - make_interval(days => $1)
                  LIMIT $2)
   RETURNING id`,
);
