import { statement } from '../../../kernel/server/contract';

/**
 * Notes that there is little, or enough again, of a SKU at a store.
 *
 * @returns a row where staff are to be told: it was enough before, and is not now
 */
export const noteLowStock = statement<
  [sku: string, storeId: string, available: number],
  { threshold: number }
>(
  'notifications.note_low_stock',
  `WITH rule AS (
     SELECT low_stock_threshold AS threshold FROM variants
      WHERE sku = $1 AND low_stock_threshold IS NOT NULL
      LIMIT 1
   ), enough AS (
     DELETE FROM low_stock_told
      WHERE sku = $1 AND store_id = $2 AND $3 > coalesce((SELECT threshold FROM rule), -1)
   ), little AS (
     INSERT INTO low_stock_told (sku, store_id)
     SELECT $1, $2 FROM rule WHERE $3 <= threshold
     ON CONFLICT DO NOTHING
     RETURNING sku
   )
   SELECT threshold FROM rule, little`,
);
