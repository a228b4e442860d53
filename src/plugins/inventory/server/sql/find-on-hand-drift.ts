import { statement } from '../../../kernel/server/contract';

/** Stock rows whose `on_hand` is not the sum of their movements. */
export const findOnHandDrift = statement<
  [],
  { sku: string; store: string; on_hand: number; ledger: number }
>(
  'inventory.find_on_hand_drift',
  `SELECT variant.sku, store.code AS store, level.on_hand, coalesce(moved.delta, 0) AS ledger
     FROM stock_levels level
     JOIN variants variant ON variant.id = level.variant_id
     JOIN stores store ON store.id = level.store_id
     LEFT JOIN (SELECT stock_level_id, sum(delta) AS delta
                  FROM stock_movements
                 GROUP BY stock_level_id) moved ON moved.stock_level_id = level.id
    WHERE level.on_hand <> coalesce(moved.delta, 0)
    ORDER BY store.code, variant.sku`,
);
