import fc from 'fast-check';
import { divideAmount, formatAmount, parseAmount, portionOf } from './money';

describe('parseAmount', () => {
  it.each([
    ['36.00', 'USD', 3600],
    ['36', 'USD', 3600],
    ['.5', 'USD', 50],
    ['1,299.00', 'USD', 129900],
    ['1299', 'JPY', 1299],
    ['1.234', 'KWD', 1234],
    ['36.000', 'USD', 3600],
    ['0', 'USD', 0],
  ])('reads %s %s', (text, currency, minor) => {
    expect(parseAmount(text, currency)).toEqual({ kind: 'amount', minor });
  });

  it.each([
    ['free', 'not_a_number'],
    ['', 'not_a_number'],
    ['.', 'not_a_number'],
    ['1,5', 'not_a_number'],
    ['1e3', 'not_a_number'],
    ['-1', 'negative'],
    ['1.005', 'too_precise'],
    ['99999999999', 'too_large'],
  ])('refuses %s', (text, kind) => {
    expect(parseAmount(text, 'USD').kind).toBe(kind);
  });

  it('reads back what formatAmount wrote', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_147_483_647 }),
        fc.constantFrom('USD', 'JPY', 'KWD'),
        (minor, currency) => {
          const read = parseAmount(formatAmount(minor, currency), currency);
          expect(read).toEqual({ kind: 'amount', minor });
        },
      ),
    );
  });
});

describe('divideAmount', () => {
  it('F-56 gives parts that add up to the whole, each within one unit of its share', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 50 }),
        (amount, weights) => {
          const parts = divideAmount(amount, weights);
          expect(parts.reduce((all, part) => all + part, 0)).toBe(amount);
          const sum = weights.reduce((all, weight) => all + weight, 0);
          parts.forEach((part, index) => {
            const share = sum === 0 ? amount / weights.length : (amount * weights[index]!) / sum;
            expect(Math.abs(part - share)).toBeLessThanOrEqual(1);
          });
        },
      ),
    );
  });

  it('gives the odd unit to the earlier of equal parts', () => {
    expect(divideAmount(100, [1, 1, 1])).toEqual([34, 33, 33]);
  });
});

describe('portionOf', () => {
  it('rounds half up', () => {
    expect(portionOf(5, 1, 10)).toBe(1);
    expect(portionOf(4, 1, 10)).toBe(0);
    expect(portionOf(9999, 160_000, 1_000_000)).toBe(1600);
    expect(portionOf(0, 160_000, 1_000_000)).toBe(0);
  });

  it('counts exactly where a float would not', () => {
    expect(portionOf(9_007_199_254_740_991, 999_999, 1_000_000)).toBe(9_007_190_247_541_736);
  });
});
