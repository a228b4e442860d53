import type { Queryable } from '../../../kernel/server/contract';
import { findBestStores } from '../sql/find-best-stores';
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

/**
 * The open stores that can supply a quantity of a variant, best first: those with the most of it.
 *
 * @param most stores at most
 */
export async function bestStores(
  database: Queryable,
  { variantId, quantity, most = 5 }: { variantId: number; quantity: number; most?: number },
): Promise<{ storeId: number; available: number }[]> {
  const rows = await database.query(findBestStores, [variantId, quantity, most]);
  return rows.map((row) => ({ storeId: row.store_id, available: row.available }));
}
