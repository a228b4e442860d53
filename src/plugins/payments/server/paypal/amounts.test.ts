import fc from 'fast-check';
import { fromPaypal, toPaypal } from './amounts';

test.each([
  [1999, 'USD', '19.99'],
  [5, 'EUR', '0.05'],
  [500, 'JPY', '500'],
  [120_000, 'HUF', '1200'],
])('%d minor units of %s are %s', (minor, currency, value) => {
  expect(toPaypal(minor, currency)).toEqual({
    kind: 'amount',
    money: { currency_code: currency, value },
  });
});

test('what PayPal cannot take is told', () => {
  expect(toPaypal(1000, 'KES')).toEqual({ kind: 'unsupported' });
  expect(toPaypal(1050, 'TWD')).toEqual({ kind: 'too_precise' });
  expect(toPaypal(1_000_000_000, 'USD')).toEqual({ kind: 'too_large' });
});

test('nothing is lost on the way there and back', () => {
  fc.assert(
    fc.property(fc.nat(900_000_000), fc.constantFrom('USD', 'JPY', 'HUF'), (minor, currency) => {
      const there = toPaypal(minor, currency);
      if (there.kind === 'amount') expect(fromPaypal(there.money)).toBe(minor);
    }),
  );
});
