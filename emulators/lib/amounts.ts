/** Decimals in which Stripe counts a currency, where they are not those of ISO 4217. */
const STRIPE_DECIMALS: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

/** An amount as Stripe counts it, to be read: `USD 73.00`. */
export function readable(amount: number, currency: string): string {
  const code = currency.toUpperCase();
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: code });
  const decimals = STRIPE_DECIMALS[code] ?? format.resolvedOptions().maximumFractionDigits ?? 2;
  return `${code} ${grouped(amount / 10 ** decimals, decimals)}`;
}

/** A number with its thousands apart. */
export function grouped(value: number, decimals: number): string {
  return value.toLocaleString('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}
