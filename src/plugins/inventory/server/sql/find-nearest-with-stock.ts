import { statement } from '../../../kernel/server/contract';
import { freeStock } from './free-stock';

/**
 * Active stores, however far, that can supply so many of a variant, the nearest first. Few stores
 * have a given variant, so it begins at their stock rows and needs no index on places.
 */
export const findNearestWithStock = statement<
  [variantId: number, quantity: number, most: number, latitude: number, longitude: number],
  { store_id: number; available: number }
>(
  'inventory.find_nearest_with_stock',
  `SELECT level.store_id, free.available
     FROM stock_levels level
     JOIN stores store ON store.id = level.store_id ${freeStock}
    WHERE level.variant_id = $1 AND store.active
      AND (level.backorderable OR free.available >= $2)
    ORDER BY great_circle_km($4, $5, store.latitude, store.longitude), level.store_id
    LIMIT $3`,
);
