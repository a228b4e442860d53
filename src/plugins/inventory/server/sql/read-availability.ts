import { statement } from '../../../kernel/server/contract';
import { freeStock } from './free-stock';

/** What can be sold of some variants, in some stores or in all of them. */
export const readAvailability = statement<
  [variantIds: number[], storeIds: number[] | null],
  { variant_id: number; store_id: number; available: number; backorder: boolean }
>(
  'inventory.read_availability',
  `SELECT level.variant_id, level.store_id, free.available, level.backorderable AS backorder
     FROM stock_levels level ${freeStock}
    WHERE level.variant_id = ANY($1::int[])
      AND ($2::int[] IS NULL OR level.store_id = ANY($2::int[]))
    ORDER BY level.variant_id, level.store_id`,
);
