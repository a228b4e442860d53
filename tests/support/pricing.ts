import type { Basket, BasketLine } from '../../src/plugins/pricing/server/domain/basket';
import type { Coupon } from '../../src/plugins/pricing/server/domain/coupon';
import {
  priceBasket,
  type PricingRules,
} from '../../src/plugins/pricing/server/domain/price-basket';
import type { PricedBasket } from '../../src/plugins/pricing/server/domain/priced';
import type { ShippingMethod } from '../../src/plugins/pricing/server/domain/shipping-offers';
import type { TaxRate } from '../../src/plugins/pricing/server/domain/tax';

/** The moment at which the tests' baskets are priced. */
export const NOW = new Date('2026-11-21T12:00:00.000Z');

/** A line of one unit at 10.00, and what a test says otherwise. */
export function lineOf(change: Partial<BasketLine> = {}): BasketLine {
  return {
    quantity: 1,
    unitPrice: 1000,
    productId: 'product',
    categoryIds: [],
    collectionIds: [],
    storeId: 1,
    weight: 0,
    taxClass: 'standard',
    ...change,
  };
}

export function basketOf(change: Partial<Basket> = {}): Basket {
  return {
    currency: 'USD',
    lines: [lineOf()],
    deliveryType: 'delivery',
    shippingMethod: null,
    place: { country: 'KE', region: null, postalCode: null },
    coupons: [],
    now: NOW,
    ...change,
  };
}

let lastId = 0;

/** A coupon that takes off nothing yet and has no limits. */
export function couponOf(change: Partial<Coupon>): Coupon {
  lastId += 1;
  return {
    id: lastId,
    documentId: `coupon${lastId}`,
    code: `CODE${lastId}`,
    type: 'percentage',
    percentage: 0,
    amount: 0,
    currency: 'USD',
    buyQuantity: 1,
    getQuantity: 1,
    minimumAmount: null,
    maximumDiscount: null,
    startsAt: null,
    endsAt: null,
    usageLimit: null,
    usedCount: 0,
    usageLimitPerCustomer: null,
    firstOrderOnly: false,
    combinable: true,
    productIds: [],
    categoryIds: [],
    collectionIds: [],
    storeIds: [],
    usedByCustomer: 0,
    customerHasOrdered: false,
    ...change,
  };
}

export function taxOf({
  countries = [],
  regions = [],
  postalPrefixes = [],
  ...change
}: Partial<Omit<TaxRate, 'area'> & TaxRate['area']>): TaxRate {
  const area = { countries, regions, postalPrefixes };
  return { name: 'VAT', taxClass: 'standard', rate: 160_000, area, ...change };
}

/** A way of shipping at 5.00 for everywhere. */
export function methodOf({
  countries = [],
  regions = [],
  postalPrefixes = [],
  ...change
}: Partial<Omit<ShippingMethod, 'area'> & ShippingMethod['area']> = {}): ShippingMethod {
  const area = { countries, regions, postalPrefixes };
  return { code: 'standard', name: 'Delivery', area, rates: [rateOf()], ...change };
}

export function rateOf(
  change: Partial<ShippingMethod['rates'][number]> = {},
): ShippingMethod['rates'][number] {
  return {
    currency: 'USD',
    price: 500,
    freeFrom: null,
    minimumAmount: null,
    belowAmount: null,
    minimumWeight: null,
    belowWeight: null,
    ...change,
  };
}

/** A shop without taxes and with one way of shipping, and what a test says otherwise. */
export function rulesOf(change: Partial<PricingRules> = {}): PricingRules {
  return {
    taxRates: [],
    shippingMethods: [methodOf()],
    pricesIncludeTax: false,
    taxRounding: 'line',
    shippingTaxClass: 'standard',
    currency: 'USD',
    roundTotalTo: 1,
    defaultCountry: null,
    ...change,
  };
}

/** Prices a basket, and proves in every case that the parts add up to the whole. */
export function priced(
  basketChange: Partial<Basket>,
  rulesChange: Partial<PricingRules> = {},
): PricedBasket {
  const result = priceBasket(basketOf(basketChange), rulesOf(rulesChange));
  if (result.kind !== 'priced') throw new Error(result.kind);
  expectToAddUp(result);
  return result;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}

/** One look at everything: a look each would take most of a property test's time. */
export function expectToAddUp(result: PricedBasket): void {
  const { lines, totals, taxIncluded, roundTotalTo, shippingTax, discountLines, taxLines } = result;
  const onTop = taxIncluded ? 0 : 1;
  const of = (part: keyof PricedBasket['lines'][number]) => sum(lines.map((line) => line[part]));
  const off = (target: 'goods' | 'shipping') =>
    sum(discountLines.filter((line) => line.appliesTo === target).map((line) => line.amount));
  const shippingPrice = lines.length === 0 ? 0 : (result.shipping?.price ?? 0);
  const { rounding, ...parts } = totals;
  const amounts = [...Object.values(parts), ...lines.flatMap((line) => Object.values(line))];
  expect({
    subtotal: of('subtotal'),
    discount: of('discount'),
    discountLines: off('goods'),
    shipping: shippingPrice - off('shipping'),
    tax: of('tax') + shippingTax,
    taxLines: sum(taxLines.map((line) => line.amount)),
    total: of('total') + totals.shipping + onTop * shippingTax + rounding,
    totalOfParts:
      totals.subtotal - totals.discount + totals.shipping + onTop * totals.tax + rounding,
    besideTheStep: totals.total % roundTotalTo,
    roundedTooFar: Math.abs(rounding) * 2 > roundTotalTo,
    linesThatDoNotAddUp: lines.filter(
      (line) => line.total !== line.subtotal - line.discount + onTop * line.tax,
    ),
    linesBelowNothing: lines.filter(
      (line) => line.discount > line.subtotal || (taxIncluded && line.tax > line.total),
    ),
    noAmounts: amounts.filter((amount) => !Number.isSafeInteger(amount) || amount < 0),
  }).toEqual({
    subtotal: totals.subtotal,
    discount: totals.discount,
    discountLines: totals.discount,
    shipping: totals.shipping,
    tax: totals.tax,
    taxLines: totals.tax,
    total: totals.total,
    totalOfParts: totals.total,
    besideTheStep: 0,
    roundedTooFar: false,
    linesThatDoNotAddUp: [],
    linesBelowNothing: [],
    noAmounts: [],
  });
}
