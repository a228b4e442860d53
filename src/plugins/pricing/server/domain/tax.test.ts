import {
  couponOf,
  lineOf,
  methodOf,
  priced,
  rateOf,
  taxOf,
} from '../../../../../tests/support/pricing';
import { ratesFor } from './tax';

const INCLUDED = { pricesIncludeTax: true } as const;
const BY_ORDER = { taxRounding: 'order' } as const;
const noShipping = { shippingMethods: [methodOf({ rates: [rateOf({ price: 0 })] })] };

test('comes on top of goods and shipping', () => {
  const { lines, totals, taxLines, shippingTax } = priced({}, { taxRates: [taxOf({})] });
  expect(lines[0]).toEqual({ subtotal: 1000, discount: 0, tax: 160, total: 1160 });
  expect(shippingTax).toBe(80);
  expect(totals).toEqual({
    subtotal: 1000,
    discount: 0,
    shipping: 500,
    tax: 240,
    rounding: 0,
    total: 1740,
  });
  expect(taxLines).toEqual([{ name: 'VAT', rate: 16, base: 1500, amount: 240, included: false }]);
});

test('is in the prices where the shop says so', () => {
  const { lines, totals, taxLines } = priced(
    { lines: [lineOf({ unitPrice: 1160 })] },
    { ...INCLUDED, ...noShipping, taxRates: [taxOf({})] },
  );
  expect(lines[0]).toEqual({ subtotal: 1160, discount: 0, tax: 160, total: 1160 });
  expect(totals.total).toBe(1160);
  expect(taxLines).toEqual([{ name: 'VAT', rate: 16, base: 1000, amount: 160, included: true }]);
});

test('is taken of what discounts leave', () => {
  const coupons = [couponOf({ percentage: 5000 })];
  const { totals } = priced({ coupons }, { ...noShipping, taxRates: [taxOf({})] });
  expect(totals).toMatchObject({ discount: 500, tax: 80, total: 580 });
});

describe('rounding', () => {
  const lines = [1, 2, 3].map(() => lineOf({ unitPrice: 33 }));
  const taxRates = [taxOf({ rate: 200_000 })];
  const tax = (change: object) => priced({ lines }, { ...noShipping, taxRates, ...change });

  test('a line at a time', () => {
    expect(tax({}).lines.map((line) => line.tax)).toEqual([7, 7, 7]);
    expect(tax({}).taxLines[0]?.amount).toBe(21);
  });

  test('once for the order, divided over the lines', () => {
    expect(tax(BY_ORDER).lines.map((line) => line.tax)).toEqual([7, 7, 6]);
    expect(tax(BY_ORDER).taxLines[0]?.amount).toBe(20);
  });

  test('once for the order, in the prices', () => {
    // 99 × 20 / 120 = 16.5
    expect(tax({ ...BY_ORDER, ...INCLUDED }).totals.tax).toBe(17);
    // 33 × 20 / 120 = 5.5, three times
    expect(tax(INCLUDED).totals.tax).toBe(18);
  });

  test.each([
    ['JPY', 100, 16],
    ['USD', 3333, 533],
    ['KWD', 33_333, 5333],
  ])('F-56 three at %s %d each and 16 %%', (currency, unitPrice, perUnit) => {
    const three = [1, 2, 3].map(() => lineOf({ unitPrice }));
    const { totals } = priced({ currency, lines: three }, { taxRates: [taxOf({})] });
    expect(totals).toMatchObject({
      subtotal: 3 * unitPrice,
      shipping: 0 + (currency === 'USD' ? 500 : 0),
    });
    expect(totals.tax - (currency === 'USD' ? 80 : 0)).toBe(3 * perUnit);
  });
});

describe('which rates apply', () => {
  const canada = [
    taxOf({ name: 'GST', rate: 50_000, countries: ['CA'] }),
    taxOf({ name: 'PST', rate: 70_000, countries: ['CA'], regions: ['BC', 'British Columbia'] }),
    taxOf({ name: 'QST', rate: 99_750, countries: ['CA'], regions: ['QC'] }),
  ];
  const at = (country: string, region: string | null = null, postalCode: string | null = null) => ({
    country,
    region,
    postalCode,
  });

  test('different taxes add up', () => {
    const { taxLines, totals } = priced(
      { place: at('CA', 'british columbia') },
      { ...noShipping, taxRates: canada },
    );
    expect(taxLines.map(({ name, rate, amount }) => [name, rate, amount])).toEqual([
      ['GST', 5, 50],
      ['PST', 7, 70],
    ]);
    expect(totals.total).toBe(1120);
  });

  test('a rate has as many decimals as it needs', () => {
    const { taxLines } = priced(
      { place: at('CA', 'QC'), lines: [lineOf({ unitPrice: 100_000 })] },
      { ...noShipping, taxRates: canada },
    );
    expect(taxLines[1]).toMatchObject({ rate: 9.975, amount: 9975 });
  });

  test('of the same tax the closest rate', () => {
    const rates = [
      taxOf({ rate: 210_000, countries: ['ES'] }),
      taxOf({ rate: 0, countries: ['ES'], postalPrefixes: ['35', '38'] }),
    ];
    const rateAt = (postalCode: string) =>
      ratesFor(rates, at('ES', null, postalCode), 'standard').map(({ rate }) => rate);
    expect(rateAt('28001')).toEqual([210_000]);
    expect(rateAt('35 001')).toEqual([0]);
    expect(ratesFor(rates, at('PT'), 'standard')).toEqual([]);
  });

  test('the rate of the goods’ class, else the tax’s standard rate; zero is never taxed', () => {
    const rates = [
      taxOf({ rate: 250_000 }),
      taxOf({ rate: 120_000, taxClass: 'reduced' }),
      taxOf({ name: 'Levy', rate: 10_000 }),
    ];
    const of = (taxClass: Parameters<typeof ratesFor>[2]) =>
      ratesFor(rates, null, taxClass).map(({ name, rate }) => [name, rate]);
    expect(of('standard')).toEqual([
      ['VAT', 250_000],
      ['Levy', 10_000],
    ]);
    expect(of('reduced')).toEqual([
      ['VAT', 120_000],
      ['Levy', 10_000],
    ]);
    expect(of('super_reduced')).toEqual(of('standard'));
    expect(of('zero')).toEqual([]);
  });

  test('shipping has a class of its own', () => {
    const taxRates = [taxOf({}), taxOf({ taxClass: 'reduced', rate: 80_000 })];
    expect(priced({}, { taxRates, shippingTaxClass: 'reduced' }).shippingTax).toBe(40);
    expect(priced({}, { taxRates, shippingTaxClass: 'zero' }).shippingTax).toBe(0);
  });

  test('goods that are taxed alike are rounded together whatever their class', () => {
    const lines = [lineOf({ unitPrice: 33 }), lineOf({ unitPrice: 33, taxClass: 'reduced' })];
    const taxRates = [taxOf({ rate: 200_000 })];
    const { totals } = priced({ lines }, { ...noShipping, ...BY_ORDER, ...INCLUDED, taxRates });
    expect(totals.tax).toBe(11);
  });
});
