import type { Core } from '@strapi/strapi';
import { databaseOf } from '../../../kernel/server/contract';
import type { FreedHold } from '../../../inventory/server/contract';
import type { Adjustment } from '../domain/adjustment';
import { claimGuestCart } from '../sql/claim-guest-cart';
import { closeCart } from '../sql/close-cart';
import { findCart } from '../sql/find-cart';
import { changeCart, type Change, type Claimed } from './change-cart';
import { withClaims } from './claims';
import { lineAt, unitsOf, withLine } from './grow-line';
import { mostLines, roomFor } from './hold-rules';
import { joinLine } from './join-line';
import { lockCartOf, type OpenStanding } from './open-cart';

/** Carts of which this process knows that their tokens open nothing any more. */
const spent = new Set<string>();
const MOST_SPENT = 10_000;

/**
 * Brings what somebody put into a cart before signing in into their own: the guest's cart becomes
 * theirs where they have none, else its lines go over with their holds. What does not fit is told
 * with the next answer that shows the cart. It may be asked for at each call; there is something to
 * do once.
 *
 * @param publicId the cart that the token opens
 */
export async function joinGuestCart(
  strapi: Core.Strapi,
  customerId: number,
  publicId: string,
): Promise<void> {
  if (spent.has(publicId)) return;
  const database = databaseOf(strapi);
  const [standing] = await database.query(findCart, [null, publicId]);
  if (standing?.cart?.status !== 'open') {
    // A guest's cart that was closed or has an owner never is a guest's again.
    if (spent.size >= MOST_SPENT) spent.clear();
    spent.add(publicId);
    return;
  }
  await withClaims(strapi, (claims) =>
    database.transaction(async (tx) => {
      if ((await tx.query(claimGuestCart, [publicId, customerId])).length > 0) return;
      const own = await lockCartOf(tx, { customerId, cartId: null });
      const guest = await lockCartOf(tx, { customerId: null, cartId: publicId });
      if (own.cart?.status !== 'open' || guest.cart?.status !== 'open') return;
      const change = { strapi, tx, claims, origin: null, shown: false };
      await join(change, { ...own, cart: own.cart }, { ...guest, cart: guest.cart });
    }),
  );
}

/** Puts the lines of a guest's cart into another, up to what can be held. */
async function join(change: Change, own: OpenStanding, guest: OpenStanding): Promise<void> {
  let { lines } = own;
  const claimed: Claimed[] = [];
  const freed: FreedHold[] = [];
  const adjustments: Adjustment[] = [];
  const most = mostLines(own.shop);
  const samePrices = own.cart.currency === guest.cart.currency;
  for (const line of guest.lines) {
    const has = unitsOf(lines, line.variant_id);
    const room = roomFor(change.strapi, { shop: own.shop, has, heldAtOrigin: null });
    const twin = lineAt(lines, line.variant_id, line.store_id);
    if (twin !== undefined) {
      const joined = await joinLine(change.claims, twin, line, room);
      lines = withLine(lines, joined.line);
      claimed.push(...joined.claimed);
      freed.push(...joined.freed);
      if (joined.adjustment !== undefined) adjustments.push(joined.adjustment);
      continue;
    }
    const fits = lines.length < most ? Math.min(line.quantity, room) : 0;
    if (fits > 0) {
      const known = samePrices ? {} : { seen_price: null, told_price: null };
      lines = withLine(lines, { ...line, ...known, quantity: fits });
    }
    if (fits < line.quantity) {
      freed.push({ holdId: line.hold_id, keep: fits });
      const reason = lines.length < most ? 'HOLD_LIMIT' : 'LIMIT_REACHED';
      adjustments.push({ sku: line.sku, requested: line.quantity, quantity: fits, reason });
    }
  }
  await change.tx.query(closeCart, [guest.cart.id]);
  const codes = own.cart.coupon_codes.length > 0 ? own.cart : guest.cart;
  const cart = { ...own.cart, coupon_codes: codes.coupon_codes };
  await changeCart(change, own, { cart, lines, claimed, freed, adjustments });
}
