import { existsSync, readFileSync } from 'node:fs';
import type { TaxRate } from '../../src/plugins/pricing/server/domain/tax';
import { lineOf, methodOf, priced, rateOf, taxOf } from '../support/pricing';
import { sharedData } from '../support/shared-data';

const EU = sharedData('eu-vat-rates', 'vat-rates.json');
const SALES = sharedData('sales-tax-rates', 'sales_tax_rates.json');

const present = existsSync(EU) && existsSync(SALES);
if (!present)
  process.stderr.write(`Skipped: no tax rates in ${sharedData()}; set DUKA_SHARED_DATA.\n`);
const whenPresent = present ? describe : describe.skip;

const MILLIONTHS_OF_A_PERCENT = 10_000;
const noShipping = { shippingMethods: [methodOf({ rates: [rateOf({ price: 0 })] })] };

/** The tax on 100.00, by each name. */
function taxesAt(
  taxRates: readonly TaxRate[],
  country: string,
  { region = null, postalCode = null }: { region?: string | null; postalCode?: string | null } = {},
) {
  const { taxLines } = priced(
    { place: { country, region, postalCode }, lines: [lineOf({ unitPrice: 10_000 })] },
    { ...noShipping, taxRates },
  );
  return Object.fromEntries(taxLines.map(({ name, amount }) => [name, amount]));
}

interface Vat {
  rates: Record<string, number>;
  exceptions?: { name: string; postcode: string; standard?: number }[];
}

whenPresent('value-added tax of the European Union', () => {
  const { items } = present
    ? (JSON.parse(readFileSync(EU, 'utf8')) as { items: Record<string, Vat[]> })
    : { items: {} };
  const current = Object.entries(items).map(([country, periods]) => ({ country, vat: periods[0] }));
  /** Beginnings of the postal codes of regions with a rate of their own. */
  const exceptions: Record<string, string[]> = {
    'Canary Islands': ['35', '38'],
    Madeira: ['90', '91', '92', '93', '94'],
    Mittelberg: ['6991', '6992', '6993'],
    Heligoland: ['27498'],
    Reunion: ['974'],
  };
  const rates = current.flatMap(({ country, vat }) => [
    taxOf({ rate: (vat?.rates.standard ?? 0) * MILLIONTHS_OF_A_PERCENT, countries: [country] }),
    ...(vat?.exceptions ?? []).flatMap(({ name, standard = 0 }) =>
      exceptions[name] === undefined
        ? []
        : taxOf({
            rate: standard * MILLIONTHS_OF_A_PERCENT,
            countries: [country],
            postalPrefixes: exceptions[name] ?? [],
          }),
    ),
  ]);

  it('is the standard rate of every country', () => {
    expect(current.length).toBeGreaterThan(25);
    for (const { country, vat } of current) {
      expect([country, taxesAt(rates, country).VAT ?? 0]).toEqual([
        country,
        Math.round((vat?.rates.standard ?? 0) * 100),
      ]);
    }
  });

  it.each([
    ['ES', '35001', 0],
    ['ES', '28001', 2100],
    ['PT', '9000-015', 2200],
    ['PT', '1000-001', 2300],
    ['AT', '6991', 1900],
    ['AT', '6900', 2000],
    ['DE', '27498', 0],
    ['FR', '97400', 850],
  ])('is that of the region in %s %s', (country, postalCode, amount) => {
    expect(taxesAt(rates, country, { postalCode }).VAT ?? 0).toBe(amount);
  });
});

interface Sales {
  type: string;
  rate: number;
  states?: Record<string, { type: string; rate: number }>;
}

whenPresent('sales tax of American states and Canadian provinces', () => {
  const countries = present
    ? (JSON.parse(readFileSync(SALES, 'utf8')) as Record<string, Sales>)
    : {};
  const millionths = (rate: number) => Math.round(rate * 1_000_000);
  const rates = ['US', 'CA', 'KE'].flatMap((country) => {
    const { type = '', rate = 0, states = {} } = countries[country] ?? {};
    return [
      taxOf({ name: type, rate: millionths(rate), countries: [country] }),
      ...Object.entries(states).map(([region, state]) =>
        taxOf({
          name: state.type,
          rate: millionths(state.rate),
          countries: [country],
          regions: [region],
        }),
      ),
    ];
  });

  it('is that of every state, to the last of its decimals', () => {
    const states = Object.entries(countries.US?.states ?? {});
    expect(states.length).toBeGreaterThan(40);
    for (const [region, { type, rate }] of states) {
      const amount = Math.floor((millionths(rate) * 10_000 + 500_000) / 1_000_000);
      expect([region, taxesAt(rates, 'US', { region })[type]]).toEqual([region, amount]);
    }
  });

  it('adds the province’s to the country’s in Canada', () => {
    expect(taxesAt(rates, 'CA', { region: 'BC' })).toEqual({ gst: 500, pst: 700 });
    expect(taxesAt(rates, 'CA', { region: 'QC' })).toEqual({ gst: 500, qst: 998 });
    expect(taxesAt(rates, 'CA', { region: 'AB' })).toEqual({ gst: 500 });
    expect(taxesAt(rates, 'KE')).toEqual({ vat: 1600 });
  });
});
