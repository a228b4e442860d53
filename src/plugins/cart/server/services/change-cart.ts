import type { Core } from '@strapi/strapi';
import type { Transaction } from '../../../kernel/server/contract';
import { freeHolds, keepHolds, type FreedHold } from '../../../inventory/server/contract';
import { priceBookOf, type Quote } from '../../../pricing/server/contract';
import type { Adjustment } from '../domain/adjustment';
import { KEEP_SECONDS } from '../domain/limits';
import type { Shopper } from '../domain/shopper';
import type { CartRow, LineRow } from '../sql/standing';
import { writeCart } from '../sql/write-cart';
import { HeldNoLonger, type Claims } from './claims';
import { holdLife } from './hold-rules';
import type { OpenStanding } from './open-cart';
import { presentCart, type CartView } from './present-cart';
import { priceCart } from './price-cart';

/** What a change is written with. */
export interface Change {
  strapi: Core.Strapi;
  tx: Transaction;
  claims: Claims;
  /** The address of origin, where holds are limited by it. */
  origin: string | null;
  /** Whether the shopper is shown the cart as it is then, with its prices. */
  shown: boolean;
}

/** What a change that a shopper asks for works with. */
export interface CartWork extends Change {
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
  /** Holds that end or are lowered, beside those that the lines no longer have. */
  freed?: FreedHold[];
  /** Whether all goods were looked for together. */
  sourced?: boolean;
  /** What could not be as it should. */
  adjustments?: Adjustment[];
}

/** A cart after a change, and its public id for the token. */
export interface ChangedCart {
  view: CartView;
  publicId: string;
  quote: Quote;
}

/**
 * Writes a change of a locked cart: gives the claims and every live hold of the cart their full life,
 * writes the lines, prolongs the cart, and frees at the very end what the change leaves over, for
 * that locks stock rows. What is answered is worked out from what is written.
 *
 * @param before the cart as it was read under its lock
 * @throws Refusal UNAVAILABLE where a claim or its hold expired in this very moment,
 *   AMOUNT_TOO_LARGE
 */
export async function changeCart(
  { strapi, tx, claims, origin, shown }: Change,
  before: OpenStanding,
  {
    cart = before.cart,
    lines: wanted,
    claimed = [],
    freed = [],
    sourced = false,
    adjustments = [],
  }: Changed,
): Promise<ChangedCart> {
  claims.use(claimed.map(({ holdId }) => holdId));
  const live = wanted.filter((line) => line.reserved_until !== null);
  const kept = await keepHolds(
    tx,
    [...claimed, ...live.map((line) => ({ holdId: line.hold_id }))],
    holdLife(strapi, before.shop),
  );
  if (claimed.some(({ holdId, mergeInto }) => !kept.has(mergeInto ?? holdId))) {
    throw new HeldNoLonger();
  }
  const lines = wanted.map((line) => ({
    ...line,
    reserved_until: kept.get(line.hold_id)?.toISOString() ?? null,
    told_price: shown ? line.unit_price : line.told_price,
  }));
  const untold = [...(cart.adjustments ?? []), ...adjustments];

  const former = new Map(before.lines.map((line) => [line.id, line]));
  const stays = new Set(lines.map(({ id }) => id));
  const written = lines.filter((line) => isDifferent(line, former.get(line.id)));
  const removed = before.lines.filter(({ id }) => !stays.has(id));
  const isOtherGoods = ({ id, store_id: storeId, quantity }: LineRow) =>
    former.get(id)?.store_id !== storeId || former.get(id)?.quantity !== quantity;
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
    sourced || (cart.sourced && removed.length === 0 && !written.some(isOtherGoods)),
    shown || untold.length === 0 ? null : JSON.stringify(untold),
    origin,
    cart.coupon_codes,
    removed.map(({ id }) => id),
    written.map(({ id }) => id),
    written.map((line) => line.variant_id),
    written.map((line) => line.store_id),
    written.map((line) => line.quantity),
    written.map((line) => line.hold_id),
    written.map((line) => line.reserved_until),
    written.map((line) => line.seen_price),
    written.map((line) => line.told_price),
  ]);
  if (touched === undefined) throw new Error('A locked cart has vanished');
  const now = { ...cart, adjustments: untold, expires_at: touched.expires_at };
  const quote = await priceCart(priceBookOf(strapi), tx, cart, before.shop, lines);
  const view = presentCart(now, lines, quote);

  const keeps = new Map(lines.map((line) => [line.hold_id, line.quantity]));
  const lowered = before.lines
    .map((line) => ({ line, keep: keeps.get(line.hold_id) ?? 0 }))
    .filter(({ line, keep }) => keep < line.quantity)
    .map(({ line, keep }) => ({ holdId: line.hold_id, keep }));
  await freeHolds(tx, [...lowered, ...freed]);
  return { view, publicId: cart.public_id, quote };
}

function isDifferent(line: LineRow, former: LineRow | undefined): boolean {
  return (
    former === undefined ||
    line.store_id !== former.store_id ||
    line.quantity !== former.quantity ||
    line.hold_id !== former.hold_id ||
    line.reserved_until !== former.reserved_until ||
    line.seen_price !== former.seen_price ||
    line.told_price !== former.told_price
  );
}
