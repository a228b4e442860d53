import type { SourceRow } from '../../../inventory/server/contract';
import type { Changed, CartWork } from './change-cart';
import { allFrom, moveGoods } from './move-goods';
import type { OpenStanding } from './open-cart';
import { sourceCart } from './source-cart';

/** Where the goods of a cart shall come from. */
export interface Placing {
  /** The store chosen for all of it. */
  store: SourceRow | null;
  latitude: number | null;
  longitude: number | null;
  /** Whether the best stores are to be looked for, where none is chosen. */
  lookAround: boolean;
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
  if (!lookAround || lines.length === 0) return { lines };
  const { sourcing } = shop;
  const { stores, plan } = await sourceCart(work.tx, work.shopper, {
    latitude,
    longitude,
    pickup: false,
    sourcing,
  });
  const missing = new Set(plan.missing.map(({ variantId }) => variantId));
  const sources = new Map(stores.map((source) => [source.store_id, source]));
  const targets = plan.targets.flatMap((target) => {
    const source = sources.get(target.storeId);
    return source === undefined || missing.has(target.variantId) ? [] : [{ ...target, source }];
  });
  return { ...(await moveGoods(work, lines, targets)), sourced: true };
}
