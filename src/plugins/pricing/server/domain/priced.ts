import type { CouponOutcome } from './discount-goods';
import type { ShippingOption } from './shipping-offers';
import type { TaxLine } from './tax';

/**
 * What a line comes to, in minor units: `total` is `subtotal − discount + tax`, where prices include
 * their tax `subtotal − discount`.
 */
export interface LineTotals {
  subtotal: number;
  discount: number;
  tax: number;
  total: number;
}

/**
 * What a cart or an order comes to, in minor units: `total` is `subtotal − discount + shipping + tax +
 * rounding`, where prices include their tax `subtotal − discount + shipping + rounding`.
 */
export interface Totals {
  subtotal: number;
  /** Off the goods. */
  discount: number;
  /** After what coupons take off it. */
  shipping: number;
  /** Of goods and shipping. */
  tax: number;
  /** What brings the total to a multiple that the shop rounds to; below 0 where it is rounded down. */
  rounding: number;
  total: number;
}

/** What one coupon takes off, in minor units. */
export interface DiscountLine {
  code: string;
  description: string;
  appliesTo: 'goods' | 'shipping';
  amount: number;
}

export interface PricedBasket {
  kind: 'priced';
  /** In the order of the basket's lines. */
  lines: LineTotals[];
  totals: Totals;
  /** In the order in which they were taken off; those of goods add up to the totals' discount. */
  discountLines: DiscountLine[];
  /** They add up to the totals' tax. */
  taxLines: TaxLine[];
  /** Whether prices include their tax. */
  taxIncluded: boolean;
  /** Minor units that the total is a multiple of. */
  roundTotalTo: number;
  /** The part of the totals' tax that is the shipping's. */
  shippingTax: number;
  shippingOptions: ShippingOption[];
  /** The one that is counted, at its price before discounts; undefined where none serves. */
  shipping: ShippingOption | undefined;
  /** In the order in which the coupons were given. */
  coupons: CouponOutcome[];
}

export type Priced =
  | PricedBasket
  /** The sum is beyond what can be counted exactly (2^53). */
  | { kind: 'too_large' };
