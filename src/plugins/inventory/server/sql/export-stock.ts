import { statement } from '../../../kernel/server/contract';

/** The next stock rows of an export, in the order in which they were made. */
export const exportStock = statement<
  [afterId: number, limit: number],
  { id: number; sku: string; store: string; on_hand: number; reserved: number }
>(
  'inventory.export_stock',
  `SELECT level.id, variant.sku, store.code AS store, level.on_hand, level.reserved
     FROM stock_levels level
     JOIN variants variant ON variant.id = level.variant_id
     JOIN stores store ON store.id = level.store_id
    WHERE level.id > $1
    ORDER BY level.id
    LIMIT $2`,
);
