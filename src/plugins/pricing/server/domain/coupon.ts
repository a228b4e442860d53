import { formatAmount } from '../../../kernel/server/contract';

export type CouponType = 'percentage' | 'fixed_amount' | 'free_shipping' | 'buy_x_get_y';

/** A coupon as staff made it, with what is known of its uses. Amounts are in minor units. */
export interface Coupon {
  id: number;
  documentId: string;
  code: string;
  type: CouponType;
  /** Hundredths of a percent, for a percentage. */
  percentage: number;
  /** For a fixed amount. */
  amount: number;
  /** Of all amounts here. */
  currency: string;
  buyQuantity: number;
  getQuantity: number;
  /** Of goods before discounts; null for none. */
  minimumAmount: number | null;
  maximumDiscount: number | null;
  startsAt: Date | null;
  /** The first moment at which it is valid no more. */
  endsAt: Date | null;
  usageLimit: number | null;
  usedCount: number;
  usageLimitPerCustomer: number | null;
  firstOrderOnly: boolean;
  /** Whether it stands beside others that say the same of themselves. */
  combinable: boolean;
  /** Document ids. With all three of goods empty, all goods. */
  productIds: readonly string[];
  categoryIds: readonly number[];
  collectionIds: readonly number[];
  /** Empty for all stores. */
  storeIds: readonly number[];
  /** How often this customer has used it. */
  usedByCustomer: number;
  /** Whether this customer has an order that was not cancelled. */
  customerHasOrdered: boolean;
}

/** Why a coupon takes nothing off, as a stable code of the contract. */
export type CouponFault =
  | 'COUPON_NOT_STARTED'
  | 'COUPON_EXPIRED'
  | 'COUPON_EXHAUSTED'
  | 'COUPON_FIRST_ORDER_ONLY'
  | 'COUPON_MINIMUM_NOT_MET'
  | 'COUPON_NOT_APPLICABLE';

/** The longest code that is looked up at all. */
export const LONGEST_CODE = 64;

/** At most so many codes stand in one cart. */
export const MOST_COUPONS = 5;

/**
 * A code as it is compared: look-alikes of the same character (full width, ligatures) folded,
 * trimmed, capital. Letters of another script stay what they are.
 */
export function normaliseCode(code: string): string {
  return code.normalize('NFKC').trim().toUpperCase();
}

/**
 * Why a coupon does not count, whatever it would take off.
 *
 * @param subtotal of all goods before discounts, in minor units
 */
export function faultOf(
  coupon: Coupon,
  { now, currency, subtotal }: { now: Date; currency: string; subtotal: number },
): CouponFault | undefined {
  if (coupon.startsAt !== null && now < coupon.startsAt) return 'COUPON_NOT_STARTED';
  if (coupon.endsAt !== null && now >= coupon.endsAt) return 'COUPON_EXPIRED';
  if (coupon.usageLimit !== null && coupon.usedCount >= coupon.usageLimit) {
    return 'COUPON_EXHAUSTED';
  }
  const { usageLimitPerCustomer: limit, usedByCustomer: used } = coupon;
  if (limit !== null && used >= limit) return 'COUPON_EXHAUSTED';
  if (coupon.firstOrderOnly && coupon.customerHasOrdered) return 'COUPON_FIRST_ORDER_ONLY';
  if (hasAmounts(coupon) && coupon.currency !== currency) return 'COUPON_NOT_APPLICABLE';
  if (coupon.minimumAmount !== null && subtotal < coupon.minimumAmount) {
    return 'COUPON_MINIMUM_NOT_MET';
  }
  return undefined;
}

/** Amounts are never converted: a coupon that has some is good for its own currency alone. */
function hasAmounts(coupon: Coupon): boolean {
  return (
    coupon.type === 'fixed_amount' ||
    coupon.minimumAmount !== null ||
    coupon.maximumDiscount !== null
  );
}

/** What a coupon says of itself to shoppers, such as `10 % off`. */
export function describeCoupon(coupon: Coupon): string {
  switch (coupon.type) {
    case 'percentage':
      return `${coupon.percentage / 100} % off`;
    case 'fixed_amount':
      return `${formatAmount(coupon.amount, coupon.currency)} ${coupon.currency} off`;
    case 'free_shipping':
      return 'Free shipping';
    case 'buy_x_get_y':
      return `Buy ${coupon.buyQuantity}, get ${coupon.getQuantity} free`;
  }
}

/**
 * The codes of a cart once another was given: it stands beside the others where all of them may be
 * combined, else it takes their place.
 *
 * @param present the cart's coupons that are still there
 * @returns coupons in the order in which they were given, or `full` where there are too many
 */
export function withCoupon(
  present: readonly Coupon[],
  given: Coupon,
): { kind: 'coupons'; coupons: Coupon[] } | { kind: 'full' } {
  const others = present.filter(({ id }) => id !== given.id);
  if (others.length < present.length) return { kind: 'coupons', coupons: [...present] };
  const together = given.combinable && others.every(({ combinable }) => combinable);
  if (!together) return { kind: 'coupons', coupons: [given] };
  if (others.length >= MOST_COUPONS) return { kind: 'full' };
  return { kind: 'coupons', coupons: [...others, given] };
}
