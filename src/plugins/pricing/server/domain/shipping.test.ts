import { chooseShipping, shippingOptions } from './shipping';

test('delivery costs the flat rate and pickup nothing', () => {
  const options = shippingOptions(500);
  expect(chooseShipping(options, 'delivery')?.price).toBe(500);
  expect(chooseShipping(options, 'pickup')?.price).toBe(0);
});

test('a rate of nothing is a rate', () => {
  expect(chooseShipping(shippingOptions(0), 'delivery')?.price).toBe(0);
});

test('without a rate in the currency there is only pickup', () => {
  const options = shippingOptions(null);
  expect(chooseShipping(options, 'delivery')).toBeUndefined();
  expect(chooseShipping(options, 'pickup')).toBeDefined();
});

test('a method belongs to its delivery type', () => {
  const options = shippingOptions(500);
  expect(chooseShipping(options, 'delivery', 'flat_rate')?.method).toBe('flat_rate');
  expect(chooseShipping(options, 'delivery', 'pickup')).toBeUndefined();
  expect(chooseShipping(options, 'delivery', 'drone')).toBeUndefined();
});
