import * as fc from 'fast-check';
import { roundingOf } from './rounding';

test.each([
  [116_049, 100, -49],
  [116_050, 100, 50],
  [116_099, 100, 1],
  [116_000, 100, 0],
  [116_049, 1, 0],
  [1_002, 5, -2],
  [1_003, 5, 2],
  [49, 100, -49],
  [0, 100, 0],
])('%d to a multiple of %d: %d', (total, step, rounding) => {
  expect(roundingOf(total, step)).toBe(rounding);
});

const total = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER - 100_000 });
const step = fc.integer({ min: 1, max: 100_000 });

test('is to the closest multiple, never below nothing, and a dearer total stays so', () => {
  fc.assert(
    fc.property(total, fc.nat(200_000), step, (dear, less, to) => {
      const rounding = roundingOf(dear, to);
      const cheap = Math.max(0, dear - less);
      expect({
        beside: (dear + rounding) % to,
        tooFar: Math.abs(rounding) * 2 > to,
        belowNothing: dear + rounding < 0,
        overtaken: cheap + roundingOf(cheap, to) > dear + rounding,
      }).toEqual({ beside: 0, tooFar: false, belowNothing: false, overtaken: false });
    }),
  );
});
