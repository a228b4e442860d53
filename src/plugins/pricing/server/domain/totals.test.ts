import * as fc from 'fast-check';
import { priceLines, type Priced } from './totals';

/** Every case proves it: the parts add up to the whole. */
function priced(lines: { quantity: number; unitPrice: number }[], shipping: number) {
  const result: Priced = priceLines(lines, shipping);
  if (result.kind !== 'priced') throw new Error(result.kind);
  const { totals } = result;
  const sum = (part: 'subtotal' | 'discount' | 'tax' | 'total') =>
    result.lines.reduce((all, line) => all + line[part], 0);
  expect(sum('subtotal')).toBe(totals.subtotal);
  expect(sum('discount')).toBe(totals.discount);
  expect(sum('tax')).toBe(totals.tax);
  expect(sum('total') + totals.shipping).toBe(totals.total);
  expect(totals.subtotal - totals.discount + totals.shipping + totals.tax).toBe(totals.total);
  return result;
}

test('an empty cart comes to nothing', () => {
  expect(priced([], 0).totals).toEqual({ subtotal: 0, discount: 0, shipping: 0, tax: 0, total: 0 });
});

test('lines and shipping are added in minor units', () => {
  const result = priced(
    [
      { quantity: 3, unitPrice: 1999 },
      { quantity: 1, unitPrice: 0 },
    ],
    500,
  );
  expect(result.lines.map(({ total }) => total)).toEqual([5997, 0]);
  expect(result.totals).toEqual({
    subtotal: 5997,
    discount: 0,
    shipping: 500,
    tax: 0,
    total: 6497,
  });
});

test('the parts add up for any lines', () => {
  const line = fc.record({
    quantity: fc.integer({ min: 1, max: 10_000 }),
    unitPrice: fc.integer({ min: 0, max: 2_147_483_647 }),
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 50 }), fc.nat(), (lines, shipping) => {
      priced(lines, shipping);
    }),
  );
});

test('a sum that could not be counted exactly is refused', () => {
  const dear = { quantity: 1_000_000, unitPrice: 2_147_483_647 };
  expect(priceLines(Array(5).fill(dear), 0)).toEqual({ kind: 'too_large' });
});
