import { statement } from '../../../kernel/server/contract';

/** How much is waiting and how long already. */
export const readOverview = statement<
  [],
  {
    outbox_depth: number;
    outbox_age: number;
    events: number;
    jobs: number;
    late: number;
    dead: number;
  }
>(
  'jobs.overview',
  `SELECT (SELECT count(*) FROM outbox WHERE relayed_at IS NULL) AS outbox_depth,
          (SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8
             FROM outbox WHERE relayed_at IS NULL) AS outbox_age,
          count(*) FILTER (WHERE state <> 'dead' AND event_id IS NOT NULL) AS events,
          count(*) FILTER (WHERE state <> 'dead' AND event_id IS NULL) AS jobs,
          count(*) FILTER (WHERE state <> 'dead' AND attempts > 0) AS late,
          count(*) FILTER (WHERE state = 'dead') AS dead
     FROM jobs
    WHERE state <> 'done'`,
);
