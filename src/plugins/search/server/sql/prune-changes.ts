import { statement } from '../../../kernel/server/contract';

/** Hours after which no living process has still to hear of a change. */
export const HOURS_KEPT = 1;

/** Forgets what the copies of the index have heard of. */
export const pruneChanges = statement<[], never>(
  'search.prune_changes',
  `WITH writes AS (
     DELETE FROM search_writes WHERE written_at < now() - interval '${HOURS_KEPT} hours'
   )
   DELETE FROM search_stock_changes WHERE noted_at < now() - interval '${HOURS_KEPT} hours'`,
);
