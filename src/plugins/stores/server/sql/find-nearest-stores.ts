import { statement } from '../../../kernel/server/contract';
import { storeColumns, type StoreRow } from './store-columns';

/** Stores at most that a search answers. */
export const MOST_STORES = 500;

/** How many stores a search looks at: those of most searches, or all that any may ask for. */
export type Reach = 100 | typeof MOST_STORES;

/** How far a search reaches that asks for so many stores. */
export const reachOf = (limit: number): Reach => (limit <= 100 ? 100 : MOST_STORES);

/**
 * The active stores within a radius, nearest first. The index gives them in the order of the straight
 * line through the earth, which is the order of the way over it, so only the nearest are measured.
 *
 * The inner limit is a number and not a parameter, and the services are asked for by `coalesce`, so
 * that PostgreSQL's plan for any parameters is the walk along the index; otherwise it takes the
 * search for one of a few rows, and sorts all that are within 500 km.
 */
export const findNearestStores = (reach: Reach) =>
  statement<
    [latitude: number, longitude: number, radius: number, services: string, limit: number],
    StoreRow & { distance: number }
  >(
    `stores.find_nearest_stores_${reach}`,
    `SELECT nearest.*
     FROM (
       SELECT ${storeColumns},
              great_circle_km($1, $2, store.latitude, store.longitude) AS distance
         FROM stores store
        WHERE store.active
          AND earth_point(store.latitude, store.longitude) && earth_cube_around($1, $2, $3)
          AND coalesce(store.services @> $4::jsonb, $4::jsonb = '[]')
        ORDER BY earth_point(store.latitude, store.longitude) <-> earth_point($1, $2), store.code
        LIMIT ${reach}
     ) nearest
    WHERE nearest.distance <= $3
    ORDER BY nearest.distance, nearest.code
    LIMIT $5`,
  );
