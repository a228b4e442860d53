import { Refusal } from '../../../kernel/server/contract';
import { MOST_COUPONS, type Coupon, type CouponFault } from '../domain/coupon';

const MESSAGES: Readonly<Record<CouponFault, string>> = {
  COUPON_NOT_STARTED: 'This coupon is not valid yet.',
  COUPON_EXPIRED: 'This coupon is no longer valid.',
  COUPON_EXHAUSTED: 'This coupon has been used as often as it may be.',
  COUPON_FIRST_ORDER_ONLY: 'This coupon is for a first order.',
  COUPON_MINIMUM_NOT_MET: 'The goods come to less than this coupon wants.',
  COUPON_NOT_APPLICABLE: 'This coupon is not for what is in the cart.',
};

/**
 * A coupon takes nothing off.
 *
 * @param subtotal of all goods before discounts, in minor units, where the coupon was tried on goods
 */
export function couponRefused(coupon: Coupon, fault: CouponFault, subtotal?: number): Refusal {
  const { code, minimumAmount, currency } = coupon;
  const facts = fault === 'COUPON_MINIMUM_NOT_MET' ? { minimumAmount, subtotal, currency } : {};
  return new Refusal(fault, MESSAGES[fault], { coupon: code, ...facts });
}

/** A code stands for no coupon. */
export function couponNotFound(code: string): Refusal {
  return new Refusal('COUPON_NOT_FOUND', 'There is no such coupon.', { coupon: code });
}

/** A cart has as many codes as it may have. */
export function tooManyCoupons(): Refusal {
  return new Refusal('COUPON_LIMIT_REACHED', `A cart has at most ${MOST_COUPONS} coupons.`);
}
