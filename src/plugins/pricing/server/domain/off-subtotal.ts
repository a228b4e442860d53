import type { BasketLine } from './basket';
import { faultOf, type Coupon } from './coupon';
import { takeOff } from './discount';
import type { CouponOutcome } from './discount-goods';
import { sum } from './sum';

/**
 * What a coupon would take off goods of which only the sum is known: they are taken to be what it is
 * for. What depends on units or on shipping is not known yet, and 0.
 *
 * @param subtotal minor units of `currency`
 */
export function offSubtotal(
  coupon: Coupon,
  { subtotal, currency, now }: { subtotal: number; currency: string; now: Date },
): CouponOutcome {
  const fault = faultOf(coupon, { now, currency, subtotal });
  if (fault !== undefined) return { kind: 'refused', coupon, fault, subtotal };
  const line: BasketLine = {
    quantity: 1,
    unitPrice: subtotal,
    productId: '',
    categoryIds: [],
    collectionIds: [],
    storeId: 0,
    weight: 0,
    taxClass: 'standard',
  };
  const forAll = { ...coupon, productIds: [], categoryIds: [], collectionIds: [], storeIds: [] };
  const taken = takeOff(forAll, [line], { amounts: [subtotal], units: [1] });
  return { kind: 'applied', coupon, discount: sum(taken ?? []) };
}
