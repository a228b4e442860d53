import { statement } from '../../../kernel/server/contract';

/** Hours after which no living process has still to hear of a change. */
export const KEPT_HOURS = 1;

/**
 * Forgets what the copies of the index have heard of, and notes that a restored backup brought from
 * another cluster, which stand in this one's future and would be new at every look.
 */
export const pruneChanges = statement<[], never>(
  'search.prune_changes',
  `WITH writes AS (
     DELETE FROM search_writes WHERE written_at < now() - interval '${KEPT_HOURS} hours'
   )
   DELETE FROM search_stock_changes WHERE noted_at < now() - interval '${KEPT_HOURS} hours'
       OR transaction >= pg_snapshot_xmax(pg_current_snapshot())`,
);
