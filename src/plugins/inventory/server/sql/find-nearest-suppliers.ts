import { statement } from '../../../kernel/server/contract';
import { storeColumns, type Reach, type StoreRow } from '../../../stores/server/contract';
import { freeStock } from './free-stock';
import { variantNamed, type KnownOr } from './variant-named';

/**
 * The active stores within a radius that have so many of a SKU now, nearest first. It is the
 * search of `stores` with the stock beside each store on the way; the reasons for its form stand there.
 */
export const findNearestSuppliers = (reach: Reach) =>
  statement<
    [
      latitude: number,
      longitude: number,
      radius: number,
      services: string,
      limit: number,
      sku: string,
      quantity: number,
    ],
    KnownOr<StoreRow & { distance: number; available: number }>
  >(
    `inventory.find_nearest_suppliers_${reach}`,
    `WITH ${variantNamed('$6')}
   SELECT EXISTS (SELECT FROM variant) AS known, nearest.*
     FROM (VALUES (1)) AS one
     LEFT JOIN (
       SELECT ${storeColumns}, free.available,
              great_circle_km($1, $2, store.latitude, store.longitude) AS distance
         FROM stores store
         JOIN stock_levels level
           ON level.store_id = store.id AND level.variant_id = (SELECT id FROM variant)
         ${freeStock}
        WHERE store.active
          AND earth_point(store.latitude, store.longitude) && earth_cube_around($1, $2, $3)
          AND coalesce(store.services @> $4::jsonb, $4::jsonb = '[]')
          AND level.on_hand >= $7
          AND free.available >= $7
        ORDER BY earth_point(store.latitude, store.longitude) <-> earth_point($1, $2), store.code
        LIMIT ${reach}
     ) nearest ON nearest.distance <= $3
    ORDER BY nearest.distance, nearest.code
    LIMIT $5`,
  );
