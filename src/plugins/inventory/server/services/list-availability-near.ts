import { Refusal, type Queryable } from '../../../kernel/server/contract';
import { findListAvailability, type ListAvailabilityRow } from '../sql/find-list-availability';

/** Where the goods are wanted; without a place every store is as good as another. */
export interface ListSearch {
  latitude?: number | undefined;
  longitude?: number | undefined;
  /** Kilometres. */
  radius: number;
  /** Stores at most. */
  limit: number;
  /** Units wanted of each SKU. */
  quantity: number;
}

/**
 * The stores that have enough of most of a list of goods now, the nearest first among equals.
 *
 * @throws Refusal SKU_NOT_FOUND naming the first SKU that is not on sale, where any store has another
 */
export async function listAvailabilityNear(
  database: Queryable,
  skus: readonly string[],
  { latitude, longitude, radius, limit, quantity }: ListSearch,
): Promise<ListAvailabilityRow[]> {
  const rows = await database.query(findListAvailability, [
    skus,
    quantity,
    latitude ?? null,
    longitude ?? null,
    radius,
    limit,
  ]);
  const [first] = rows;
  if (first === undefined) return rows;
  const known = new Set(first.goods.map(({ sku }) => sku));
  const missing = skus.find((sku) => !known.has(sku));
  if (missing !== undefined) {
    throw new Refusal('SKU_NOT_FOUND', `There is nothing with the SKU ${missing}.`, {
      sku: missing,
    });
  }
  return rows;
}
