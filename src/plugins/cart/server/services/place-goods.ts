import type { SourceRow } from '../../../inventory/server/contract';
import type { Changed, CartWork } from './change-cart';
import { allFrom, moveGoods, type SourcedTarget } from './move-goods';
import type { OpenStanding } from './open-cart';
import { sourceCart } from './source-cart';

/**
 * Why stores are looked for: the shopper is somewhere else; the goods come from several stores, and
 * fewer would be better; or the hold of a line ran out and its store has no more of it.
 */
export type LookAround = 'new_place' | 'fewer_stores' | 'lost_hold';

/** Where the goods of a cart shall come from. */
export interface Placing {
  /** The store chosen for all of it. */
  store: SourceRow | null;
  latitude: number | null;
  longitude: number | null;
  /** Why the best stores are to be looked for, where none is chosen. */
  lookAround: LookAround | undefined;
}

/**
 * Brings the goods of a cart to the store chosen, or else to the stores that are best for the place,
 * all or nothing. Things that all stores together have too few of stay where they are.
 *
 * @throws Refusal INSUFFICIENT_STOCK where the store chosen cannot supply all of it
 */
export async function placeGoods(
  work: CartWork,
  { lines, shop }: OpenStanding,
  { store, latitude, longitude, lookAround }: Placing,
): Promise<Pick<Changed, 'lines' | 'claimed' | 'sourced'>> {
  if (store !== null) return moveGoods(work, lines, allFrom(store, lines));
  if (lookAround === undefined || lines.length === 0) return { lines };
  const { stores, plan } = await sourceCart(work.tx, work.shopper, {
    latitude,
    longitude,
    pickup: false,
    sourcing: shop.sourcing,
  });
  const sources = new Map(stores.map((source) => [source.store_id, source]));
  const missing = new Set(plan.missing.map(({ variantId }) => variantId));
  const lost = new Set(
    lines.filter((line) => line.reserved_until === null).map((line) => line.variant_id),
  );
  const targets = plan.targets.flatMap((target): SourcedTarget[] => {
    const source = sources.get(target.storeId);
    const stays =
      missing.has(target.variantId) || (lookAround === 'lost_hold' && !lost.has(target.variantId));
    return source === undefined || stays ? [] : [{ ...target, source }];
  });
  const now = new Set(lines.map((line) => line.store_id));
  const then = new Set(plan.targets.map(({ storeId }) => storeId));
  if (lookAround === 'fewer_stores' && then.size >= now.size) return { lines, sourced: true };
  return { ...(await moveGoods(work, lines, targets)), sourced: true };
}
