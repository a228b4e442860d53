import type { Queryable } from '../../../kernel/server/contract';
import { findNearestStores, reachOf } from '../sql/find-nearest-stores';
import type { StoreRow } from '../sql/store-columns';

/** Where to look for stores. */
export interface StoreSearch {
  latitude: number;
  longitude: number;
  /** Kilometres. */
  radius: number;
  /** Stores at most, up to `MOST_STORES`. */
  limit: number;
  /** Only stores that offer all of these. */
  services: readonly string[];
}

/** The active stores within the radius, nearest first, with their distance in kilometres. */
export function nearestStores(
  database: Queryable,
  { latitude, longitude, radius, services, limit }: StoreSearch,
): Promise<(StoreRow & { distance: number })[]> {
  const wanted = JSON.stringify(services);
  return database.query(findNearestStores(reachOf(limit)), [
    latitude,
    longitude,
    radius,
    wanted,
    limit,
  ]);
}
