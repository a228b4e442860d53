import type { Queryable } from '../../../kernel/server/contract';
import type { Buyer } from '../domain/buyer';
import type { CouponOutcome } from '../domain/discount-goods';
import { offSubtotal } from '../domain/off-subtotal';
import { readCoupons } from './read-coupons';
import { couponNotFound } from './refusals';

/**
 * What a coupon would take off goods of which only the sum is known.
 *
 * @param code as it is compared
 * @param goods `subtotal` in minor units of `currency`
 * @throws Refusal COUPON_NOT_FOUND
 */
export async function checkCoupon(
  database: Queryable,
  code: string,
  goods: { subtotal: number; currency: string },
  buyer: Buyer,
): Promise<CouponOutcome> {
  const { coupons, now } = await readCoupons(database, [code], buyer, []);
  const [coupon] = coupons;
  if (coupon === undefined) throw couponNotFound(code);
  return offSubtotal(coupon, { ...goods, now });
}
