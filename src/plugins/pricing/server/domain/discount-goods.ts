import type { Basket } from './basket';
import { faultOf, type Coupon, type CouponFault } from './coupon';
import { capped, inOrder, isFor, takeOff, type Left } from './discount';
import { sum } from './sum';

export type CouponOutcome =
  | { kind: 'applied'; coupon: Coupon; discount: number }
  /** `subtotal` is of all goods before discounts, in minor units. */
  | { kind: 'refused'; coupon: Coupon; fault: CouponFault; subtotal: number };

export interface DiscountedGoods {
  /** What is left to be paid for each line, in minor units. */
  left: number[];
  /** In the order in which they took off; those for the shipping are not among them. */
  outcomes: CouponOutcome[];
  /** Coupons that count and take off the shipping, which is not known yet. */
  forShipping: Coupon[];
}

/** Takes the coupons of a basket off its goods, one after another, each off what is left. */
export function discountGoods({ lines, coupons, now, currency }: Basket): DiscountedGoods {
  const amounts = lines.map(({ quantity, unitPrice }) => quantity * unitPrice);
  const left: Left = { amounts, units: lines.map(({ quantity }) => quantity) };
  const subtotal = sum(amounts);
  const outcomes: CouponOutcome[] = [];
  const forShipping: Coupon[] = [];
  for (const coupon of inOrder(coupons)) {
    const fault = faultOf(coupon, { now, currency, subtotal });
    const concerned = lines.some((line) => isFor(coupon, line));
    const taken = fault === undefined && concerned ? takeOff(coupon, lines, left) : undefined;
    if (taken === undefined) {
      const refused = { kind: 'refused', coupon, fault: fault ?? 'COUPON_NOT_APPLICABLE' } as const;
      outcomes.push({ ...refused, subtotal });
    } else if (coupon.type === 'free_shipping') {
      forShipping.push(coupon);
    } else {
      outcomes.push({ kind: 'applied', coupon, discount: sum(taken) });
    }
  }
  return { left: left.amounts, outcomes, forShipping };
}

/**
 * Takes coupons off the shipping.
 *
 * @param price minor units
 */
export function discountShipping(
  coupons: readonly Coupon[],
  price: number,
): { left: number; outcomes: CouponOutcome[] } {
  let left = price;
  const outcomes = coupons.map((coupon): CouponOutcome => {
    const discount = capped(coupon, left);
    left -= discount;
    return { kind: 'applied', coupon, discount };
  });
  return { left, outcomes };
}
