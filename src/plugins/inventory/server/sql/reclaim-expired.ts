import { statement } from '../../../kernel/server/contract';
import { giveBack, type EndedHold } from './give-back';

/**
 * Ends the expired holds of some stock rows at once. It waits for holds that are being changed: only
 * then is "there is no more" the truth.
 */
export const reclaimExpired = statement<[variantIds: number[], storeIds: number[]], EndedHold>(
  'inventory.reclaim_expired',
  giveBack(
    `SELECT hold.id, hold.stock_level_id, hold.quantity, 0 AS keep
       FROM unnest($1::int[], $2::int[]) AS wanted (variant_id, store_id)
       JOIN stock_levels level USING (variant_id, store_id)
       JOIN holds hold ON hold.stock_level_id = level.id
      WHERE hold.state = 'held' AND hold.expires_at <= now()
      ORDER BY hold.id
        FOR UPDATE OF hold`,
  ),
);
