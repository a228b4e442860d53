import type { Core } from '@strapi/strapi';
import { databaseOf, type Queryable } from '../../../kernel/server/contract';
import {
  checkCoupon,
  couponNotFound,
  couponRefused,
  priceBookOf,
  readCoupons,
  tooManyCoupons,
  withCoupon,
  type CouponOutcome,
} from '../../../pricing/server/contract';
import type { Shopper } from '../domain/shopper';
import type { StandingRow } from '../sql/standing';
import { changeCart, type CartWork, type ChangedCart } from './change-cart';
import { lockCartOf, notClosed, type OpenStanding } from './open-cart';
import type { CheckedCoupon } from './present-cart';
import { buyerOf, priceCart } from './price-cart';
import { presentStanding, standingOf, type ReadCart } from './read-cart';
import { cartEmpty } from './refusals';

type AppliedCoupon = Extract<CouponOutcome, { kind: 'applied' }>;

/**
 * Gives a cart a coupon. It stands beside the others where all of them may be combined, else it takes
 * their place.
 *
 * @param code as it is compared
 * @throws Refusal COUPON_NOT_FOUND, CART_EMPTY, COUPON_LIMIT_REACHED, and each fault that a coupon
 *   can have; nothing has changed then
 */
export async function addCoupon(work: CartWork, code: string): Promise<ChangedCart> {
  const standing = await lockCartOf(work.tx, work.shopper);
  const { before, cart } = await withCode(work.tx, standing, code);
  const changed = await changeCart(work, before, { cart, lines: before.lines });
  applied(changed.quote.coupons, code);
  return changed;
}

/**
 * Takes a coupon out of a cart. Where there is no cart, nothing is left to do.
 *
 * @param code as it is compared; without one all of them
 * @throws Refusal CART_CLOSED
 */
export async function removeCoupons(work: CartWork, code: string | undefined): Promise<ReadCart> {
  const standing = await lockCartOf(work.tx, work.shopper);
  if (standing.cart === null) return presentStanding(work.strapi, work.tx, standing);
  const before = { ...standing, cart: notClosed(standing.cart) };
  const left = before.cart.coupon_codes.filter((other) => code !== undefined && other !== code);
  const cart = { ...before.cart, coupon_codes: left };
  return changeCart(work, before, { cart, lines: before.lines });
}

/**
 * What a coupon would take off: goods of which only the sum is known, or else the shopper's cart,
 * which stays as it is.
 *
 * @param goods `subtotal` in minor units of `currency`
 * @throws Refusal COUPON_NOT_FOUND, and each fault that a coupon can have
 */
export async function checkCode(
  strapi: Core.Strapi,
  shopper: Shopper,
  code: string,
  { subtotal, currency }: { subtotal?: number | undefined; currency?: string | undefined },
): Promise<CheckedCoupon> {
  const database = databaseOf(strapi);
  const standing = await standingOf(strapi, shopper);
  const { cart, shop, lines } = standing;
  if (subtotal !== undefined || cart?.status !== 'open' || lines.length === 0) {
    const goods = { subtotal: subtotal ?? 0, currency: currency ?? shop.currency };
    const buyer = cart === null ? { customerId: shopper.customerId, emails: [] } : buyerOf(cart);
    const outcome = await checkCoupon(database, code, goods, buyer);
    return { ...applied([outcome], code), currency: goods.currency };
  }
  const tried = await withCode(database, standing, code);
  const quote = await priceCart(priceBookOf(strapi), database, tried.cart, shop, lines);
  return { ...applied(quote.coupons, code), currency: cart.currency };
}

/** The cart as it would be with a code more. */
async function withCode(
  database: Queryable,
  { cart, ...standing }: StandingRow,
  code: string,
): Promise<{ before: OpenStanding; cart: OpenStanding['cart'] }> {
  const codes = cart?.coupon_codes ?? [];
  const buyer = cart === null ? { customerId: null, emails: [] } : buyerOf(cart);
  const { coupons } = await readCoupons(database, [...new Set([...codes, code])], buyer, []);
  const given = coupons.find((coupon) => coupon.code === code);
  if (given === undefined) throw couponNotFound(code);
  if (cart?.status !== 'open' || standing.lines.length === 0) {
    throw cartEmpty();
  }
  const present = coupons.filter((coupon) => codes.includes(coupon.code));
  const together = withCoupon(present, given);
  if (together.kind === 'full') throw tooManyCoupons();
  const before = { ...standing, cart };
  return { before, cart: { ...cart, coupon_codes: together.coupons.map((one) => one.code) } };
}

function applied(outcomes: readonly CouponOutcome[], code: string): AppliedCoupon {
  const outcome = outcomes.find(({ coupon }) => coupon.code === code);
  if (outcome === undefined) throw couponNotFound(code);
  if (outcome.kind === 'refused') {
    throw couponRefused(outcome.coupon, outcome.fault, outcome.subtotal);
  }
  return outcome;
}
