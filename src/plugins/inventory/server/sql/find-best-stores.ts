import { statement } from '../../../kernel/server/contract';
import { freeStock } from './free-stock';

/** Active stores that can supply so many of a variant, those with the most of it first. */
export const findBestStores = statement<
  [variantId: number, quantity: number, most: number],
  { store_id: number; available: number }
>(
  'inventory.find_best_stores',
  `SELECT level.store_id, free.available
     FROM stock_levels level
     JOIN stores store ON store.id = level.store_id ${freeStock}
    WHERE level.variant_id = $1 AND store.active
      AND (level.backorderable OR free.available >= $2)
    ORDER BY free.available DESC, level.store_id
    LIMIT $3`,
);
