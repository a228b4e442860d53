import { statement } from '../../../kernel/server/contract';

/** Makes the stock rows that are not there yet, empty. Backorder follows the variant. */
export const openStockLevels = statement<
  [documentIds: string[], variantIds: number[], storeIds: number[]],
  never
>(
  'inventory.open_stock_levels',
  `INSERT INTO stock_levels
          (document_id, variant_id, store_id, on_hand, reserved, backorderable,
           created_at, updated_at, published_at)
   SELECT wanted.document_id, wanted.variant_id, wanted.store_id, 0, 0, variant.allow_backorder,
          now(), now(), now()
     FROM unnest($1::text[], $2::int[], $3::int[]) AS wanted (document_id, variant_id, store_id)
     JOIN variants variant ON variant.id = wanted.variant_id
    ORDER BY wanted.variant_id, wanted.store_id
   ON CONFLICT (variant_id, store_id) DO NOTHING`,
);
