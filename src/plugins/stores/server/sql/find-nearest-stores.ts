import { statement } from '../../../kernel/server/contract';
import { storeColumns, type StoreRow } from './store-columns';

/**
 * The active stores within a radius, nearest first. The index gives them in the order of the straight
 * line through the earth, which is the order of the way over it; only those that are answered are
 * measured exactly.
 */
export const findNearestStores = statement<
  [latitude: number, longitude: number, radius: number, services: string | null, limit: number],
  StoreRow & { distance: number }
>(
  'stores.find_nearest_stores',
  `SELECT ${storeColumns},
          great_circle_km($1, $2, store.latitude, store.longitude) AS distance
     FROM stores store
    WHERE store.active
      AND earth_point(store.latitude, store.longitude) <@ earth_cube_around($1, $2, $3)
      AND great_circle_km($1, $2, store.latitude, store.longitude) <= $3
      AND ($4::jsonb IS NULL OR store.services @> $4::jsonb)
    ORDER BY earth_point(store.latitude, store.longitude) <-> earth_point($1, $2), store.code
    LIMIT $5`,
);
