import type { Core } from '@strapi/strapi';
import { dukaConfig, type Transaction } from '../../../kernel/server/contract';
import { freeHolds, keepHolds, type HoldLife } from '../../../inventory/server/contract';
import { KEEP_SECONDS } from '../domain/limits';
import type { Shopper } from '../domain/shopper';
import type { CartRow, LineRow } from '../sql/standing';
import { writeCart } from '../sql/write-cart';
import { HeldNoLonger, type Claims } from './claims';
import type { OpenStanding } from './open-cart';
import { presentCart, type CartView } from './present-cart';

/** What a change works with. */
export interface CartWork {
  strapi: Core.Strapi;
  tx: Transaction;
  claims: Claims;
  shopper: Shopper;
}

/** A claim that a change has made, and the live hold of a line that it goes into where there is one. */
export interface Claimed {
  holdId: string;
  mergeInto?: string | undefined;
}

/** What a change makes of a cart. A line that is claimed for has the id of the hold it will have. */
export interface Changed {
  cart?: CartRow;
  lines: LineRow[];
  claimed?: Claimed[];
  /** Holds that end, beside those that the lines no longer have. */
  ended?: string[];
}

/** A cart after a change, and its public id for the token. */
export interface ChangedCart {
  view: CartView;
  publicId: string;
}

/** How long holds of carts live. */
export function holdLife(strapi: Core.Strapi): HoldLife {
  const { holdSeconds, rateLimits, limits } = dukaConfig(strapi);
  return {
    seconds: holdSeconds,
    ceilingSeconds: rateLimits ? limits.holdCeilingSeconds : undefined,
  };
}

/**
 * Writes a change of a locked cart: gives the claims and every live hold of the cart their full life,
 * writes the lines, prolongs the cart, and frees at the very end what the change leaves over, for
 * that locks stock rows. What is answered is worked out from what is written.
 *
 * @param before the cart as it was read under its lock
 * @throws Refusal UNAVAILABLE where a claim or its hold expired in this very moment
 */
export async function changeCart(
  { strapi, tx, claims }: Omit<CartWork, 'shopper'>,
  before: OpenStanding,
  { cart = before.cart, lines: wanted, claimed = [], ended = [] }: Changed,
): Promise<ChangedCart> {
  claims.use(claimed.map(({ holdId }) => holdId));
  const live = wanted.filter((line) => line.reserved_until !== null);
  const kept = await keepHolds(
    tx,
    [...claimed, ...live.map((line) => ({ holdId: line.hold_id }))],
    holdLife(strapi),
  );
  if (claimed.some(({ holdId, mergeInto }) => !kept.has(mergeInto ?? holdId))) {
    throw new HeldNoLonger();
  }
  const lines = wanted.map((line) => ({
    ...line,
    reserved_until: kept.get(line.hold_id)?.toISOString() ?? null,
  }));

  const former = new Map(before.lines.map((line) => [line.id, line]));
  const stays = new Set(lines.map(({ id }) => id));
  const written = lines.filter((line) => isDifferent(line, former.get(line.id)));
  const removed = before.lines.filter(({ id }) => !stays.has(id));
  const [touched] = await tx.query(writeCart, [
    cart.id,
    KEEP_SECONDS,
    cart.currency,
    cart.email,
    cart.delivery_type,
    cart.store?.store_id ?? null,
    cart.latitude,
    cart.longitude,
    cart.shipping_address,
    cart.shipping_method,
    removed.map(({ id }) => id),
    written.map(({ id }) => id),
    written.map((line) => line.variant_id),
    written.map((line) => line.store_id),
    written.map((line) => line.quantity),
    written.map((line) => line.hold_id),
    written.map((line) => line.reserved_until),
  ]);
  if (touched === undefined) throw new Error('A locked cart has vanished');
  const view = presentCart({ ...cart, expires_at: touched.expires_at }, before.shop, lines);

  const keeps = new Map(lines.map((line) => [line.hold_id, line.quantity]));
  const lowered = before.lines
    .map((line) => ({ line, keep: keeps.get(line.hold_id) ?? 0 }))
    .filter(({ line, keep }) => keep < line.quantity)
    .map(({ line, keep }) => ({ holdId: line.hold_id, keep }));
  await freeHolds(tx, [...lowered, ...ended.map((holdId) => ({ holdId, keep: 0 }))]);
  return { view, publicId: cart.public_id };
}

function isDifferent(line: LineRow, former: LineRow | undefined): boolean {
  return (
    former === undefined ||
    line.store_id !== former.store_id ||
    line.quantity !== former.quantity ||
    line.hold_id !== former.hold_id ||
    line.reserved_until !== former.reserved_until
  );
}
