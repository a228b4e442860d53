import { divideAmount, portionOf } from '../../../kernel/server/contract';
import { closestOfEachName, type Area, type Place } from './place';
import { sum } from './sum';

/** How goods are taxed. `zero` is never taxed. */
export const TAX_CLASSES = ['standard', 'reduced', 'reduced_2', 'super_reduced', 'zero'] as const;

export type TaxClass = (typeof TAX_CLASSES)[number];

/** One rate of a tax, as it is edited in the admin panel. */
export interface TaxRate {
  /** The tax, such as `VAT`, `GST`. Of one name one rate applies; different names add up. */
  name: string;
  taxClass: TaxClass;
  /** Millionths: 16 % is 160,000. */
  rate: number;
  area: Area;
}

export interface TaxSettings {
  /** Whether prices have their tax in them already. */
  pricesIncludeTax: boolean;
  /** Whether each line's tax is rounded, or the whole order's, which is then divided. */
  taxRounding: 'line' | 'order';
}

/** What is taxed: a line or the shipping, after discounts. */
export interface Taxable {
  /** Minor units. */
  amount: number;
  taxClass: TaxClass;
}

/** What one tax comes to, in minor units. */
export interface TaxLine {
  name: string;
  /** Percent, such as 16 or 9.975. */
  rate: number;
  /** What it is taken of, without tax. */
  base: number;
  amount: number;
  /** Whether the amount is in the prices already. */
  included: boolean;
}

export interface Taxed {
  /** Tax of each part, in order. They add up to what the lines come to. */
  parts: number[];
  lines: TaxLine[];
}

const MILLION = 1_000_000;
const MILLIONTHS_OF_A_PERCENT = 10_000;

interface Part {
  amount: number;
  rates: readonly TaxRate[];
}

/**
 * The rates that goods of a class are taxed at in a place: of the rates with the same name the one
 * that fits most closely. A tax without a rate for the class is taken at its standard rate.
 */
export function ratesFor(
  rates: readonly TaxRate[],
  place: Place | null,
  taxClass: TaxClass,
): TaxRate[] {
  if (taxClass === 'zero') return [];
  const closestOf = (wanted: TaxClass) =>
    closestOfEachName(
      rates.filter((rate) => rate.taxClass === wanted),
      place,
      (rate) => rate.name,
    );
  const own = closestOf(taxClass);
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...closestOf('standard').filter(({ name }) => !names.has(name))];
}

/**
 * Works out the tax on an order's parts. Amounts are rounded half up: each tax of each part, or each
 * tax of the whole order, which is then divided over the parts.
 *
 * @param place where the goods go; null where that is not known yet
 */
export function taxesOn(
  taxables: readonly Taxable[],
  rates: readonly TaxRate[],
  place: Place | null,
  { pricesIncludeTax, taxRounding }: TaxSettings,
): Taxed {
  const byClass = new Map<TaxClass, readonly TaxRate[]>();
  const parts = taxables.map(({ amount, taxClass }): Part => {
    const known = byClass.get(taxClass);
    if (known !== undefined) return { amount, rates: known };
    const found = ratesFor(rates, place, taxClass);
    // Classes that are taxed alike share one list, by which they are known below.
    const shared = [...byClass.values()].find((other) => sameRates(other, found)) ?? found;
    byClass.set(taxClass, shared);
    return { amount, rates: shared };
  });
  const work = pricesIncludeTax ? taxWithin : taxOnTop;
  if (taxRounding === 'order') return merged([work(parts)]);
  const alone = parts.map((part) => work([part]));
  return { parts: alone.flatMap((taxed) => taxed.parts), lines: merged(alone).lines };
}

/** Tax that comes on top: each rate is taken of all that it concerns, rounded once, and divided. */
function taxOnTop(parts: readonly Part[]): Taxed {
  const taxes = parts.map(() => 0);
  const lines = [...new Set(parts.flatMap((part) => part.rates))].map((rate) => {
    const bases = parts.map((part) => (part.rates.includes(rate) ? part.amount : 0));
    const base = sum(bases);
    const amount = portionOf(base, rate.rate, MILLION);
    if (amount > 0) divideAmount(amount, bases).forEach((share, turn) => add(taxes, turn, share));
    return lineOf(rate, base, amount, false);
  });
  return { parts: taxes, lines };
}

/**
 * Tax that is in the amounts already. Parts that are taxed alike are looked at together: what all
 * their rates come to is rounded once, then divided over the parts and over the rates.
 */
function taxWithin(parts: readonly Part[]): Taxed {
  const taxes = parts.map(() => 0);
  const lines = [...new Set(parts.map((part) => part.rates))].flatMap((rates) => {
    const amounts = parts.map((part) => (part.rates === rates ? part.amount : 0));
    const gross = sum(amounts);
    const together = sum(rates.map(({ rate }) => rate));
    const tax = portionOf(gross, together, MILLION + together);
    if (tax > 0) divideAmount(tax, amounts).forEach((share, turn) => add(taxes, turn, share));
    const shares = divideAmount(
      tax,
      rates.map(({ rate }) => rate),
    );
    return rates.map((rate, turn) => lineOf(rate, gross - tax, shares[turn] ?? 0, true));
  });
  return { parts: taxes, lines };
}

function lineOf(rate: TaxRate, base: number, amount: number, included: boolean): TaxLine {
  return { name: rate.name, rate: rate.rate / MILLIONTHS_OF_A_PERCENT, base, amount, included };
}

/** Brings lines of the same tax and rate together, those that concern nothing left out. */
function merged(taxed: readonly Taxed[]): Taxed {
  const lines = new Map<string, TaxLine>();
  for (const line of taxed.flatMap((one) => one.lines)) {
    if (line.base === 0 && line.amount === 0) continue;
    const key = JSON.stringify([line.name, line.rate]);
    const { base, amount } = lines.get(key) ?? { base: 0, amount: 0 };
    lines.set(key, { ...line, base: base + line.base, amount: amount + line.amount });
  }
  return { parts: taxed.flatMap((one) => one.parts), lines: [...lines.values()] };
}

function sameRates(some: readonly TaxRate[], others: readonly TaxRate[]): boolean {
  return some.length === others.length && some.every((rate) => others.includes(rate));
}

function add(amounts: number[], turn: number, share: number): void {
  amounts[turn] = (amounts[turn] ?? 0) + share;
}
