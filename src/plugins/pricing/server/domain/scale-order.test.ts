import * as fc from 'fast-check';
import {
  couponOf,
  lineOf,
  methodOf,
  priced,
  rateOf,
  taxOf,
} from '../../../../../tests/support/pricing';
import { scaleOrder } from './scale-order';

const terms = fc.record({
  pricesIncludeTax: fc.boolean(),
  taxRounding: fc.constantFrom('line' as const, 'order' as const),
  rates: fc.uniqueArray(fc.integer({ min: 0, max: 400_000 }), { maxLength: 2 }),
  shipping: fc.integer({ min: 0, max: 2000 }),
  percentage: fc.integer({ min: 0, max: 10_000 }),
  fixed: fc.integer({ min: 0, max: 5000 }),
  roundTotalTo: fc.constantFrom(1, 5, 100, 1000),
  lines: fc.array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 9 }),
      unitPrice: fc.nat(5000),
      keep: fc.nat(9),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});

type Terms = typeof terms extends fc.Arbitrary<infer T> ? T : never;

function order({ lines, rates, shipping, percentage, fixed, ...rules }: Terms) {
  const bought = lines.map(({ quantity, unitPrice }) => lineOf({ quantity, unitPrice }));
  const result = priced(
    {
      lines: bought,
      coupons: [couponOf({ percentage }), couponOf({ type: 'fixed_amount', amount: fixed })],
    },
    {
      ...rules,
      taxRates: rates.map((rate, turn) => taxOf({ name: `TAX${turn}`, rate })),
      shippingMethods: [methodOf({ rates: [rateOf({ price: shipping })] })],
    },
  );
  return {
    ...result,
    shipping: result.totals.shipping,
    tax: result.totals.tax,
    lines: result.lines.map((line, turn) => ({
      ...line,
      quantity: bought[turn]?.quantity ?? 0,
      unitPrice: bought[turn]?.unitPrice ?? 0,
    })),
    total: result.totals.total,
  };
}

const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);

test('with all its units an order is what it was', () => {
  fc.assert(
    fc.property(terms, (given) => {
      const whole = order(given);
      const scaled = scaleOrder(
        whole,
        whole.lines.map(({ quantity }) => quantity),
      );
      expect(scaled.totals).toEqual(whole.totals);
      expect(scaled.discountLines).toEqual(whole.discountLines);
      expect(scaled.taxLines).toEqual(whole.taxLines);
    }),
  );
});

test('with fewer units the parts still add up, and nothing costs more', () => {
  fc.assert(
    fc.property(terms, (given) => {
      const whole = order(given);
      const kept = given.lines.map(({ quantity, keep }) => Math.min(quantity, keep));
      const { lines, totals, discountLines, taxLines } = scaleOrder(whole, kept);
      const goods = discountLines.filter(({ appliesTo }) => appliesTo === 'goods');
      expect(sum(goods.map(({ amount }) => amount))).toBe(totals.discount);
      expect(sum(taxLines.map(({ amount }) => amount))).toBe(totals.tax);
      expect(sum(lines.map((line) => line.discount))).toBe(totals.discount);
      expect(totals.total).toBe(
        totals.subtotal -
          totals.discount +
          totals.shipping +
          (whole.taxIncluded ? 0 : totals.tax) +
          totals.rounding,
      );
      expect(totals.total % given.roundTotalTo).toBe(0);
      expect(Math.abs(totals.rounding) * 2).toBeLessThanOrEqual(given.roundTotalTo);
      expect(lines.every((line) => line.discount <= line.subtotal)).toBe(true);
      expect(totals.total).toBeLessThanOrEqual(whole.total);
      expect(totals.total).toBeGreaterThanOrEqual(0);
    }),
  );
});
