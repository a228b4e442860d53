/** The server's word on currencies: `GET /pricing/money`. */
export interface MoneyRules {
  /** The shop's own currency. */
  currency: string;
  /** Decimals of the currencies whose minor unit is not a hundredth. */
  exponents: Record<string, number>;
}

/** How many decimals the minor unit of a currency stands for. */
export function exponentOf(rules: MoneyRules, currency: string): number {
  return rules.exponents[currency] ?? 2;
}

/** Minor units as a decimal text: 129900 with 2 decimals is `1299.00`. */
export function toDecimal(minor: number | string, exponent: number): string {
  const text = String(minor);
  if (exponent === 0 || !/^\d+$/.test(text)) return text;
  const digits = text.padStart(exponent + 1, '0');
  return `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** An amount with its currency; below zero with the sign in front. */
export function money(rules: MoneyRules | undefined, minor: number, currency: string): string {
  if (rules === undefined) return '…';
  const amount = toDecimal(Math.abs(minor), exponentOf(rules, currency));
  return `${minor < 0 ? '−' : ''}${currency} ${amount}`;
}

/**
 * A decimal text as minor units, exactly: no float is involved.
 *
 * @returns null for an empty text, undefined for one that is no amount of that currency
 */
export function toMinor(text: string, exponent: number): string | null | undefined {
  const plain = text.replaceAll(/[\s,]/g, '');
  if (plain === '') return null;
  const match = /^(\d*)(?:\.(\d*))?$/.exec(plain);
  const [whole = '', fraction = ''] = match?.slice(1) ?? [];
  if (match === null || fraction.length > exponent) return undefined;
  return (whole + fraction.padEnd(exponent, '0')).replace(/^0+(?=\d)/, '') || '0';
}
