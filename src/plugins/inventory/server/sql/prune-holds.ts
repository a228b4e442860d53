import { statement } from '../../../kernel/server/contract';

/** Deletes holds that were released a day ago or earlier: nothing refers to them any more. */
export const pruneHolds = statement<[], never>(
  'inventory.prune_holds',
  `DELETE FROM holds WHERE state = 'released' AND ended_at <= now() - interval '1 day'`,
);
