import { statement } from '../../../kernel/server/contract';

/** Stock rows outside `0 <= reserved <= on_hand`, which only a missing constraint lets be. */
export const findRangeDrift = statement<
  [],
  { sku: string; store: string; on_hand: number; reserved: number }
>(
  'inventory.find_range_drift',
  `SELECT variant.sku, store.code AS store, level.on_hand, level.reserved
     FROM stock_levels level
     JOIN variants variant ON variant.id = level.variant_id
     JOIN stores store ON store.id = level.store_id
    WHERE level.on_hand < 0 OR level.reserved < 0
       OR (level.reserved > level.on_hand AND NOT level.backorderable)
    ORDER BY store.code, variant.sku`,
);
