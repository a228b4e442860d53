import { statement } from '../../../kernel/server/contract';
import { MOST_STORES, storeColumns, type StoreRow } from '../../../stores/server/contract';
import { freeStock } from './free-stock';

/**
 * The active stores within a radius that have so many of a variant now, nearest first. It is the
 * search of `stores` with the stock beside each store on the way; the reasons for its form stand there.
 */
export const findNearestSuppliers = statement<
  [
    latitude: number,
    longitude: number,
    radius: number,
    services: string,
    limit: number,
    variantId: number,
    quantity: number,
  ],
  StoreRow & { distance: number; available: number }
>(
  'inventory.find_nearest_suppliers',
  `SELECT nearest.*
     FROM (
       SELECT ${storeColumns}, free.available,
              great_circle_km($1, $2, store.latitude, store.longitude) AS distance
         FROM stores store
         JOIN stock_levels level ON level.store_id = store.id AND level.variant_id = $6
         ${freeStock}
        WHERE store.active
          AND earth_point(store.latitude, store.longitude) && earth_cube_around($1, $2, $3)
          AND coalesce(store.services @> $4::jsonb, $4::jsonb = '[]')
          AND level.on_hand >= $7
          AND free.available >= $7
        ORDER BY earth_point(store.latitude, store.longitude) <-> earth_point($1, $2), store.code
        LIMIT ${MOST_STORES}
     ) nearest
    WHERE nearest.distance <= $3
    ORDER BY nearest.distance, nearest.code
    LIMIT $5`,
);
