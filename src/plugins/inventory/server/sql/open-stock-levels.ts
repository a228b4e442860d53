import { statement } from '../../../kernel/server/contract';

/** Makes the stock rows that are not there yet, empty. */
export const openStockLevels = statement<
  [documentIds: string[], variantIds: number[], storeIds: number[]],
  never
>(
  'inventory.open_stock_levels',
  `INSERT INTO stock_levels
          (document_id, variant_id, store_id, created_at, updated_at, published_at)
   SELECT document_id, variant_id, store_id, now(), now(), now()
     FROM unnest($1::text[], $2::int[], $3::int[]) AS wanted (document_id, variant_id, store_id)
    ORDER BY variant_id, store_id
   ON CONFLICT (variant_id, store_id) DO NOTHING`,
);
