import type { Queryable } from '../../../kernel/server/contract';
import { findBestStores } from '../sql/find-best-stores';
import { findNearestWithStock } from '../sql/find-nearest-with-stock';
import { readAvailability } from '../sql/read-availability';

export interface Availability {
  variantId: number;
  storeId: number;
  /** How many can be sold now, never below 0. Expired holds count as free. */
  available: number;
  /** Whether more than that can be sold. */
  backorder: boolean;
}

/**
 * What can be sold of some variants. A variant that a store does not carry has no entry.
 *
 * @param storeIds without it, every store
 */
export async function availabilityOf(
  database: Queryable,
  { variantIds, storeIds }: { variantIds: readonly number[]; storeIds?: readonly number[] },
): Promise<Availability[]> {
  const rows = await database.query(readAvailability, [
    [...variantIds],
    storeIds === undefined ? null : [...storeIds],
  ]);
  return rows.map((row) => ({
    variantId: row.variant_id,
    storeId: row.store_id,
    available: row.available,
    backorder: row.backorder,
  }));
}

export interface StoreWish {
  /** Numeric id. */
  variantId: number;
  quantity: number;
  /** Where the shopper is, in degrees. */
  near?: { latitude: number; longitude: number } | undefined;
  /** Stores at most. */
  most?: number;
}

/**
 * The active stores that can supply a quantity of a variant, best first: the nearest to the shopper,
 * or, of one whose place is not known, those with the most of it. Backorder counts as having enough.
 */
export async function bestStores(
  database: Queryable,
  { variantId, quantity, near, most = 5 }: StoreWish,
): Promise<{ storeId: number; available: number }[]> {
  const rows = near
    ? await database.query(findNearestWithStock, [
        variantId,
        quantity,
        most,
        near.latitude,
        near.longitude,
      ])
    : await database.query(findBestStores, [variantId, quantity, most]);
  return rows.map((row) => ({ storeId: row.store_id, available: row.available }));
}
