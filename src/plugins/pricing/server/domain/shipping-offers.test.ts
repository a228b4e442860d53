import { lineOf, methodOf, priced, rateOf } from '../../../../../tests/support/pricing';

type Methods = ReturnType<typeof methodOf>[];

const offers = (shippingMethods: Methods, basket: Parameters<typeof priced>[0] = {}) =>
  priced(basket, { shippingMethods })
    .shippingOptions.filter(({ deliveryType }) => deliveryType === 'delivery')
    .map(({ method, price }) => [method, price]);

test('delivery costs its price and pickup nothing', () => {
  expect(priced({}).totals.shipping).toBe(500);
  expect(priced({ deliveryType: 'pickup' }).totals.shipping).toBe(0);
  expect(priced({ deliveryType: null }).totals.shipping).toBe(500);
});

test('an empty basket costs nothing', () => {
  expect(priced({ lines: [] }).totals).toEqual({
    subtotal: 0,
    discount: 0,
    shipping: 0,
    tax: 0,
    rounding: 0,
    total: 0,
  });
});

test('without a rate in the currency there is only pickup', () => {
  const { shippingOptions, shipping } = priced({ currency: 'KES' });
  expect(shippingOptions.map(({ method }) => method)).toEqual(['pickup']);
  expect(shipping).toBeUndefined();
});

test('a method belongs to its delivery type, and another than those offered serves nobody', () => {
  const chosen = (change: Parameters<typeof priced>[0]) => priced(change).shipping?.method;
  expect(chosen({ shippingMethod: 'standard' })).toBe('standard');
  expect(chosen({ shippingMethod: 'pickup' })).toBeUndefined();
  expect(chosen({ shippingMethod: 'drone' })).toBeUndefined();
  expect(chosen({ shippingMethod: 'pickup', deliveryType: 'pickup' })).toBe('pickup');
});

test('the first method is counted until one is chosen', () => {
  const shippingMethods = [
    methodOf(),
    methodOf({ code: 'express', rates: [rateOf({ price: 900 })] }),
  ];
  expect(priced({}, { shippingMethods }).totals.shipping).toBe(500);
  expect(priced({ shippingMethod: 'express' }, { shippingMethods }).totals.shipping).toBe(900);
});

test('a zone offers its methods there alone, and the closest zone tells the price', () => {
  const methods = [
    methodOf({ rates: [rateOf({ price: 3000 })] }),
    methodOf({ countries: ['KE', 'UG'], rates: [rateOf({ price: 700 })] }),
    methodOf({ countries: ['KE'], regions: ['Nairobi'], rates: [rateOf({ price: 200 })] }),
    methodOf({ code: 'rider', countries: ['KE'], regions: ['Nairobi'] }),
  ];
  const to = (country: string, region: string | null = null) =>
    offers(methods, { place: { country, region, postalCode: null } });
  expect(to('DE')).toEqual([['standard', 3000]]);
  expect(to('UG')).toEqual([['standard', 700]]);
  expect(to('KE', 'nairobi')).toEqual([
    ['standard', 200],
    ['rider', 500],
  ]);
});

test('who has not said where to is taken to be in the shop’s own country', () => {
  const shippingMethods = [methodOf({ countries: ['KE'] })];
  const shipping = (defaultCountry: string | null) =>
    priced({ place: null }, { shippingMethods, defaultCountry }).shipping?.price;
  expect(shipping('KE')).toBe(500);
  expect(shipping('UG')).toBeUndefined();
  expect(shipping(null)).toBeUndefined();
});

test.each([
  [0, 100],
  [999, 100],
  [1000, 200],
  [4999, 200],
  [5000, undefined],
])('rates by weight: %d grams cost %s', (weight, price) => {
  const rates = [
    rateOf({ price: 100, belowWeight: 1000 }),
    rateOf({ price: 200, minimumWeight: 1000, belowWeight: 5000 }),
  ];
  const basket = { lines: [lineOf({ weight, quantity: 1 })] };
  expect(offers([methodOf({ rates })], basket)).toEqual(
    price === undefined ? [] : [['standard', price]],
  );
});

test('the weight is that of all units', () => {
  const rates = [rateOf({ belowWeight: 1000 })];
  expect(offers([methodOf({ rates })], { lines: [lineOf({ weight: 500, quantity: 2 })] })).toEqual(
    [],
  );
});

test.each([
  [1999, 700],
  [2000, 300],
  [9999, 300],
  [10_000, 0],
])('rates by amount: goods of %d are sent for %d', (unitPrice, price) => {
  const rates = [
    rateOf({ price: 700, belowAmount: 2000 }),
    rateOf({ price: 300, minimumAmount: 2000, freeFrom: 10_000 }),
  ];
  const basket = { lines: [lineOf({ unitPrice })] };
  expect(offers([methodOf({ rates })], basket)).toEqual([['standard', price]]);
});
