import { statement } from '../../../kernel/server/contract';

/** Stock rows whose `reserved` is not the sum of what is held and allocated of them. */
export const findReservedDrift = statement<
  [],
  { sku: string; store: string; reserved: number; ledger: number }
>(
  'inventory.find_reserved_drift',
  `SELECT variant.sku, store.code AS store, level.reserved, coalesce(live.quantity, 0) AS ledger
     FROM stock_levels level
     JOIN variants variant ON variant.id = level.variant_id
     JOIN stores store ON store.id = level.store_id
     LEFT JOIN (SELECT stock_level_id, sum(quantity) AS quantity
                  FROM holds
                 WHERE state IN ('held', 'allocated')
                 GROUP BY stock_level_id) live ON live.stock_level_id = level.id
    WHERE level.reserved <> coalesce(live.quantity, 0)
    ORDER BY store.code, variant.sku`,
);
