import {
  describeCoupon,
  type Coupon,
  type CouponFault,
  type CouponType,
  type DeliveryType,
  type DiscountLine,
  type Quote,
  type ShippingOption,
  type TaxLine,
  type Totals,
} from '../../../pricing/server/contract';
import type { Address } from '../domain/address';
import type { Adjustment } from '../domain/adjustment';
import type { CartRow, LineRow } from '../sql/standing';

/** A coupon that would take something off, in a currency. */
export interface CheckedCoupon {
  coupon: Coupon;
  /** Minor units. */
  discount: number;
  currency: string;
}

/** A coupon of a cart. One that takes nothing off says why; it would refuse the order. */
export interface CouponView {
  code: string;
  type: CouponType | null;
  description: string | null;
  /** Minor units. */
  discount: number;
  applied: boolean;
  reason: CouponFault | 'COUPON_NOT_FOUND' | null;
}

/** A cart as the contract shows it, but for its token, which is never stored. */
export interface CartView {
  currency: string;
  storeId: string | null;
  email: string | null;
  deliveryType: DeliveryType | null;
  shippingMethod: string | null;
  shippingAddress: Address | null;
  items: {
    id: string;
    sku: string;
    name: string;
    variantTitle: string;
    productId: string;
    storeId: string;
    quantity: number;
    unitPrice: number | null;
    /** What the shopper agreed to, where it is something else by now. */
    previousUnitPrice: number | null;
    discount: number;
    tax: number;
    total: number | null;
    reservedUntil: string | null;
    forSale: boolean;
  }[];
  /** The first of them. */
  coupon: CouponView | null;
  coupons: CouponView[];
  discountLines: DiscountLine[];
  taxLines: TaxLine[];
  /** Whether the tax is in the prices: it is then shown and not added. */
  taxIncluded: boolean;
  totals: Totals;
  /** Whether any line costs something else than the shopper agreed to. */
  priceChanged: boolean;
  /** What could not be brought along when carts were joined or copied, told once. */
  adjustments: Adjustment[];
  expiresAt: string | null;
}

/** What who has no cart yet is shown. */
export function presentNoCart(currency: string, quote: Quote): CartView {
  return {
    currency,
    storeId: null,
    email: null,
    deliveryType: null,
    shippingMethod: null,
    shippingAddress: null,
    items: [],
    coupon: null,
    coupons: [],
    discountLines: [],
    taxLines: [],
    taxIncluded: quote.taxIncluded,
    totals: quote.totals,
    priceChanged: false,
    adjustments: [],
    expiresAt: null,
  };
}

/** A way of shipping as the contract shows it. */
export type OptionView = ShippingOption & { currency: string };

/** Shows the ways in which a cart can be shipped, with their price. */
export function presentOptions(currency: string, { shippingOptions }: Quote): OptionView[] {
  return shippingOptions.map(({ method, name, deliveryType, price }) => ({
    method,
    name,
    deliveryType,
    price,
    currency,
  }));
}

/** Shows a cart with what it costs now. */
export function presentCart(cart: CartRow, lines: readonly LineRow[], quote: Quote): CartView {
  const coupons = presentCoupons(cart.coupon_codes, quote);
  return {
    currency: cart.currency,
    storeId: cart.store?.store_document_id ?? null,
    email: cart.email,
    deliveryType: cart.delivery_type,
    shippingMethod: cart.shipping_method,
    shippingAddress: cart.shipping_address,
    items: lines.map((line, turn) => ({
      id: line.id,
      sku: line.sku,
      name: line.name,
      variantTitle: line.variant_title,
      productId: line.product_document_id,
      storeId: line.store_document_id,
      quantity: line.quantity,
      unitPrice: line.unit_price,
      previousUnitPrice: hasNewPrice(line) ? line.seen_price : null,
      discount: quote.lines[turn]?.discount ?? 0,
      tax: quote.lines[turn]?.tax ?? 0,
      total: line.unit_price === null ? null : (quote.lines[turn]?.total ?? null),
      reservedUntil: line.reserved_until,
      forSale: line.for_sale,
    })),
    coupon: coupons[0] ?? null,
    coupons,
    discountLines: quote.discountLines,
    taxLines: quote.taxLines,
    taxIncluded: quote.taxIncluded,
    totals: quote.totals,
    priceChanged: lines.some(hasNewPrice),
    adjustments: cart.adjustments ?? [],
    expiresAt: cart.expires_at,
  };
}

function hasNewPrice({ seen_price: seen, unit_price: price }: LineRow): boolean {
  return seen !== null && seen !== price;
}

/** Shows what a coupon would take off, in minor units of a currency. */
export function presentCheck({ coupon, discount, currency }: CheckedCoupon): object {
  const { code, type } = coupon;
  return { code, type, description: describeCoupon(coupon), discount, currency, applied: true };
}

/** Shows the coupons that codes stand for, in the order of the codes. */
function presentCoupons(codes: readonly string[], quote: Quote): CouponView[] {
  return codes.map((code) => {
    const outcome = quote.coupons.find(({ coupon }) => coupon.code === code);
    if (outcome === undefined) {
      const reason = 'COUPON_NOT_FOUND';
      return { code, type: null, description: null, discount: 0, applied: false, reason };
    }
    const { type } = outcome.coupon;
    const description = describeCoupon(outcome.coupon);
    return outcome.kind === 'applied'
      ? { code, type, description, discount: outcome.discount, applied: true, reason: null }
      : { code, type, description, discount: 0, applied: false, reason: outcome.fault };
  });
}
