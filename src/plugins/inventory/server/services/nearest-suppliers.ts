import type { Queryable } from '../../../kernel/server/contract';
import { reachOf, type StoreRow, type StoreSearch } from '../../../stores/server/contract';
import { findNearestSuppliers } from '../sql/find-nearest-suppliers';
import { knownStores } from './known-stores';

/**
 * The active stores within the radius that can supply a quantity of a SKU now, nearest first, with
 * their distance in kilometres and how many each has. Expired holds count as free, backorders do not.
 *
 * @throws Refusal SKU_NOT_FOUND for one that is not on sale
 */
export async function nearestSuppliers(
  database: Queryable,
  { latitude, longitude, radius, services, limit }: StoreSearch,
  { sku, quantity }: { sku: string; quantity: number },
): Promise<(StoreRow & { distance: number; available: number })[]> {
  const rows = await database.query(findNearestSuppliers(reachOf(limit)), [
    latitude,
    longitude,
    radius,
    JSON.stringify(services),
    limit,
    sku,
    quantity,
  ]);
  return knownStores(rows, sku);
}
