import type { Database } from '../../../kernel/server/contract';
import { pruneEvents } from '../sql/prune-events';
import { pruneJobs } from '../sql/prune-jobs';
import { pruneListeners } from '../sql/prune-listeners';

const BATCH = 5_000;
/** A release that is taken back within this time finds its listeners as they were. */
const LISTENER_DAYS = 7;

/** Forgets what is done and old: events, the keys of jobs, listeners that no release has any more. */
export async function prune(database: Database, days: number): Promise<void> {
  for (const statement of [pruneEvents, pruneJobs]) {
    let pruned: number;
    do {
      pruned = (await database.query(statement, [days, BATCH])).length;
    } while (pruned === BATCH);
  }
  await database.query(pruneListeners, [LISTENER_DAYS]);
}
