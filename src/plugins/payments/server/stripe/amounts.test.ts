import fc from 'fast-check';
import { fromStripe, toStripe } from './amounts';

test.each([
  [1999, 'USD', 1999],
  [500, 'JPY', 500],
  [5120, 'KWD', 5120],
  [5, 'ISK', 500],
  [2500, 'UGX', 250_000],
  [1200, 'MGA', 12],
  [19_900, 'KES', 19_900],
])('%d minor units of %s are %d at Stripe', (minor, currency, amount) => {
  expect(toStripe(minor, currency)).toEqual({ kind: 'amount', amount });
  expect(fromStripe(amount, currency)).toBe(minor);
});

test('what Stripe cannot take is told', () => {
  expect(toStripe(5124, 'KWD')).toEqual({ kind: 'too_precise' });
  expect(toStripe(1250, 'MGA')).toEqual({ kind: 'too_precise' });
  expect(toStripe(1000, 'IQD')).toEqual({ kind: 'unsupported' });
  expect(toStripe(100_000_000, 'USD')).toEqual({ kind: 'too_large' });
});

test('nothing is lost on the way there and back', () => {
  const currencies = ['USD', 'JPY', 'KWD', 'ISK', 'UGX', 'MGA', 'KES', 'HUF'];
  fc.assert(
    fc.property(fc.nat(99_999_999), fc.constantFrom(...currencies), (minor, currency) => {
      const there = toStripe(minor, currency);
      if (there.kind === 'amount') expect(fromStripe(there.amount, currency)).toBe(minor);
    }),
  );
});
