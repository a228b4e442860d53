import * as fc from 'fast-check';
import {
  basketOf,
  couponOf,
  expectToAddUp,
  lineOf,
  methodOf,
  priced,
  rateOf,
  rulesOf,
  taxOf,
} from '../../../../../tests/support/pricing';
import type { Basket, BasketLine } from './basket';
import type { Coupon } from './coupon';
import { priceBasket, type PricingRules } from './price-basket';
import { TAX_CLASSES } from './tax';

const few = fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 2 });
const amount = fc.oneof(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 50_000_000 }));
const currencies = fc.constantFrom('USD', 'JPY', 'KWD');
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 2 });

const line: fc.Arbitrary<BasketLine> = fc.record({
  quantity: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 10_000 })),
  unitPrice: amount,
  productId: fc.constantFrom('mug', 'plate', 'bowl'),
  categoryIds: few,
  collectionIds: few,
  storeId: fc.integer({ min: 1, max: 3 }),
  weight: fc.integer({ min: 0, max: 5000 }),
  taxClass: fc.constantFrom(...TAX_CLASSES),
});

const coupon: fc.Arbitrary<Coupon> = fc
  .record({
    type: fc.constantFrom('percentage', 'fixed_amount', 'free_shipping', 'buy_x_get_y'),
    percentage: fc.integer({ min: 0, max: 10_000 }),
    amount,
    currency: currencies,
    buyQuantity: fc.integer({ min: 1, max: 4 }),
    getQuantity: fc.integer({ min: 1, max: 3 }),
    minimumAmount: maybe(amount),
    maximumDiscount: maybe(amount),
    productIds: fc.constantFrom([], [], ['mug'], ['plate', 'mug']),
    categoryIds: fc.oneof(fc.constant([]), few),
    collectionIds: fc.oneof(fc.constant([]), few),
    storeIds: fc.oneof(fc.constant([]), few),
  })
  .map((change) => couponOf(change as Partial<Coupon>));

const place = fc.record({
  country: fc.constantFrom('KE', 'CA'),
  region: fc.constantFrom(null, 'QC'),
  postalCode: fc.constantFrom(null, '00100'),
});

const area = {
  countries: fc.constantFrom([], ['KE'], ['CA']),
  regions: fc.constantFrom([], [], ['QC']),
  postalPrefixes: fc.constantFrom([], [], ['001']),
};

const rules: fc.Arbitrary<PricingRules> = fc.record({
  taxRates: fc.array(
    fc
      .record({
        name: fc.constantFrom('VAT', 'GST', 'PST'),
        taxClass: fc.constantFrom('standard' as const, 'reduced' as const),
        rate: fc.integer({ min: 0, max: 1_000_000 }),
        ...area,
      })
      .map(taxOf),
    { maxLength: 6 },
  ),
  shippingMethods: fc.array(
    fc
      .record({
        code: fc.constantFrom('standard', 'express'),
        price: amount,
        freeFrom: maybe(amount),
        currency: currencies,
        ...area,
      })
      .map(({ price, freeFrom, currency, ...method }) =>
        methodOf({ ...method, rates: [rateOf({ price, freeFrom, currency })] }),
      ),
    { maxLength: 3 },
  ),
  pricesIncludeTax: fc.boolean(),
  taxRounding: fc.constantFrom('line' as const, 'order' as const),
  shippingTaxClass: fc.constantFrom(...TAX_CLASSES),
  currency: currencies,
  roundTotalTo: fc.oneof(fc.constantFrom(1, 5, 100), fc.integer({ min: 1, max: 100_000 })),
  defaultCountry: fc.constantFrom(null, 'KE'),
});

const basket: fc.Arbitrary<Basket> = fc
  .record({
    currency: currencies,
    lines: fc.array(line, { maxLength: 12 }),
    deliveryType: fc.constantFrom(null, 'delivery' as const, 'pickup' as const),
    shippingMethod: fc.constantFrom(null, null, 'express'),
    place: maybe(place),
    coupons: fc.array(coupon, { maxLength: 4 }),
  })
  .map(basketOf);

test('F-56 the parts add up to the whole, whatever is bought and whatever the rules', () => {
  fc.assert(
    fc.property(basket, rules, (what, under) => {
      const result = priceBasket(what, under);
      if (result.kind !== 'priced') throw new Error(result.kind);
      expectToAddUp(result);
      expect(result.coupons.map((outcome) => outcome.coupon)).toEqual(what.coupons);
    }),
    { numRuns: 1000 },
  );
});

test('a total is rounded in the shop’s own currency, and nothing else of the price with it', () => {
  fc.assert(
    fc.property(basket, rules, (what, under) => {
      const [rounded, exact] = [priced(what, under), priced(what, { ...under, roundTotalTo: 1 })];
      const { rounding, total, ...parts } = rounded.totals;
      const { rounding: none, total: whole, ...partsOfIt } = exact.totals;
      expect([none, total - rounding]).toEqual([0, whole]);
      expect(parts).toEqual(partsOfIt);
      expect(rounded.lines).toEqual(exact.lines);
      expect(rounded.roundTotalTo).toBe(what.currency === under.currency ? under.roundTotalTo : 1);
    }),
  );
});

test('a coupon more never makes the goods dearer, and one that is refused changes nothing', () => {
  fc.assert(
    fc.property(basket, coupon, rules, (what, another, under) => {
      const before = priceBasket(what, under);
      const after = priceBasket({ ...what, coupons: [...what.coupons, another] }, under);
      if (before.kind !== 'priced' || after.kind !== 'priced') throw new Error('too large');
      // Each coupon rounds once.
      const rounding = what.coupons.length;
      expect(after.totals.discount).toBeGreaterThanOrEqual(before.totals.discount - rounding);
      if (after.coupons.at(-1)?.kind === 'refused') expect(after.totals).toEqual(before.totals);
    }),
    { numRuns: 500 },
  );
});

test('rounding a line at a time or the order at once differ by at most a unit a line and tax', () => {
  fc.assert(
    fc.property(basket, rules, (what, under) => {
      const [byLine, byOrder] = (['line', 'order'] as const).map((taxRounding) =>
        priced(what, { ...under, taxRounding }),
      );
      const parts = (what.lines.length + 1) * Math.max(1, under.taxRates.length);
      const apart = Math.abs((byLine?.totals.tax ?? 0) - (byOrder?.totals.tax ?? 0));
      expect(apart).toBeLessThanOrEqual(parts);
    }),
  );
});

test('tax in the prices is what comes back on top of the prices without it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000 }),
      fc.integer({ min: 0, max: 500_000 }),
      (net, rate) => {
        const taxRates = [taxOf({ rate })];
        const shippingMethods = [methodOf({ rates: [rateOf({ price: 0 })] })];
        const onTop = priced(
          { lines: [lineOf({ unitPrice: net })] },
          { taxRates, shippingMethods },
        );
        const within = priced(
          { lines: [lineOf({ unitPrice: onTop.totals.total })] },
          { taxRates, shippingMethods, pricesIncludeTax: true },
        );
        expect(within.totals.tax).toBe(onTop.totals.tax);
      },
    ),
  );
});

test('a sum that could not be counted exactly is refused', () => {
  const dear = lineOf({ quantity: 1_000_000, unitPrice: 2_147_483_647 });
  expect(priceBasket(basketOf({ lines: Array<BasketLine>(5).fill(dear) }), rulesOf())).toEqual({
    kind: 'too_large',
  });
  const almost = basketOf({ lines: Array<BasketLine>(4).fill(dear) });
  const doubled = rulesOf({ taxRates: [taxOf({ rate: 1_000_000 })] });
  expect(priceBasket(almost, doubled)).toEqual({ kind: 'too_large' });
  const lines = [Number.MAX_SAFE_INTEGER - 1].map((unitPrice) => lineOf({ unitPrice }));
  const rounded = rulesOf({ shippingMethods: [], roundTotalTo: 100 });
  expect(priceBasket(basketOf({ lines }), rounded)).toEqual({ kind: 'too_large' });
});
