import { statement } from '../../../kernel/server/contract';

/** Forgets the listeners that no process has named for `days`: nothing new is kept for them. */
export const pruneListeners = statement<[days: number], never>(
  'jobs.prune_listeners',
  `DELETE FROM listeners WHERE seen_at < now() - make_interval(days => $1)`,
);
