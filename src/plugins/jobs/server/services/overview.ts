import type { Queryable } from '../../../kernel/server/contract';
import { readOverview } from '../sql/jobs-overview';

/** What waits, for metrics and health. */
export interface JobsOverview {
  /** Events that no relay has seen yet. */
  outboxDepth: number;
  /** Seconds that the oldest of them has waited. */
  outboxAgeSeconds: number;
  /** Deliveries of events to listeners that are not done. */
  eventsWaiting: number;
  /** Queued jobs that are not done, those for later among them. */
  jobsWaiting: number;
  /** Of both, those that have failed before. */
  retrying: number;
  /** Of both, those that were given up. */
  dead: number;
}

/** Reads what waits, in one statement over what is not done. */
export async function jobsOverview(database: Queryable): Promise<JobsOverview> {
  const [row] = await database.query(readOverview, []);
  return {
    outboxDepth: row?.outbox_depth ?? 0,
    outboxAgeSeconds: row?.outbox_age ?? 0,
    eventsWaiting: row?.events ?? 0,
    jobsWaiting: row?.jobs ?? 0,
    retrying: row?.late ?? 0,
    dead: row?.dead ?? 0,
  };
}
