import { currencyExponent } from './currency';

/** The largest amount that a unit price column holds, in minor units (PostgreSQL `integer`). */
export const LARGEST_UNIT_PRICE = 2_147_483_647;

export type ParsedAmount =
  | { kind: 'amount'; minor: number }
  | { kind: 'not_a_number' }
  | { kind: 'negative' }
  | { kind: 'too_precise'; decimals: number }
  | { kind: 'too_large' };

/**
 * Reads a decimal text such as `1,299.00` or `36` into minor units, exactly: no float is involved.
 * Zeros beyond the currency's decimals are accepted (`36.000` USD), other digits are not.
 *
 * @param text what a file or a form holds; commas are thousands separators only where they stand
 *   before three digits
 * @param currency ISO 4217 code
 */
export function parseAmount(text: string, currency: string): ParsedAmount {
  const match = /^(-?)((?:\d{1,3}(?:,\d{3})+|\d+))?(?:\.(\d+))?$/.exec(text.trim());
  if (!match || (match[2] === undefined && match[3] === undefined)) return { kind: 'not_a_number' };
  const exponent = currencyExponent(currency);
  const whole = (match[2] ?? '0').replaceAll(',', '');
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > exponent) return { kind: 'too_precise', decimals: exponent };
  const minor = Number(whole + fraction.padEnd(exponent, '0'));
  if (match[1] === '-' && minor !== 0) return { kind: 'negative' };
  return minor > LARGEST_UNIT_PRICE ? { kind: 'too_large' } : { kind: 'amount', minor };
}

/**
 * Writes minor units as a decimal text: `3600` USD is `36.00`.
 *
 * @param minor whole minor units
 * @param currency ISO 4217 code
 */
export function formatAmount(minor: number, currency: string): string {
  const exponent = currencyExponent(currency);
  const digits = Math.abs(minor)
    .toString()
    .padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const sign = minor < 0 ? '-' : '';
  return exponent === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-exponent)}`;
}

/**
 * Divides an amount in proportion to weights so that the parts add up to it exactly. What rounding
 * leaves over goes, one minor unit each, to the largest remainders, the earlier part first.
 *
 * @param amount whole minor units, may be negative
 * @param weights whole numbers from 0; where all are 0 the amount is divided evenly
 * @returns one part a weight, in order
 */
export function divideAmount(amount: number, weights: readonly number[]): number[] {
  if (weights.length === 0) return [];
  const shares = weights.every((weight) => weight === 0) ? weights.map(() => 1) : weights;
  const total = BigInt(Math.abs(amount));
  const sum = shares.reduce((all, share) => all + BigInt(share), 0n);
  const parts = shares.map((share) => Number((total * BigInt(share)) / sum));
  const remainders = shares.map((share, index) => ({ index, rest: (total * BigInt(share)) % sum }));
  remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1));
  let left = Math.abs(amount) - parts.reduce((all, part) => all + part, 0);
  for (const { index } of remainders) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return amount < 0 ? parts.map((part) => (part === 0 ? 0 : -part)) : parts;
}

/**
 * A part of an amount, such as a percentage of it, rounded half up to whole minor units.
 *
 * @param amount whole minor units from 0
 * @param part how much of `whole`, from 0
 * @param whole from 1
 */
export function portionOf(amount: number, part: number, whole: number): number {
  const [numerator, denominator] = [BigInt(amount) * BigInt(part), BigInt(whole)];
  return Number((2n * numerator + denominator) / (2n * denominator));
}
