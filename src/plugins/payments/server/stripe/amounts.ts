import { currencyExponent } from '../../../kernel/server/contract';

/** Decimals that Stripe counts a currency in, where they are not those of ISO 4217. */
const STRIPE_EXPONENTS: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };
/** Stripe takes these in thousandths whose last digit is 0, and no others of three decimals. */
const THOUSANDTHS = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);
/** Eight digits at most. */
const LARGEST = 99_999_999;

export type StripeAmount =
  | { kind: 'amount'; amount: number }
  | { kind: 'unsupported' }
  /** It has digits that Stripe cannot take. */
  | { kind: 'too_precise' }
  | { kind: 'too_large' };

function stripeExponent(currency: string): number {
  return STRIPE_EXPONENTS[currency] ?? currencyExponent(currency);
}

/**
 * An amount as Stripe counts it. Source: docs.stripe.com/currencies, zero-decimal, three-decimal and
 * special cases.
 *
 * @param minor minor units of ISO 4217
 */
export function toStripe(minor: number, currency: string): StripeAmount {
  const [iso, stripe] = [currencyExponent(currency), stripeExponent(currency)];
  if (iso > 3 || (iso === 3 && !THOUSANDTHS.has(currency))) return { kind: 'unsupported' };
  if (iso === 3 && minor % 10 !== 0) return { kind: 'too_precise' };
  const amount = stripe >= iso ? minor * 10 ** (stripe - iso) : minor / 10 ** (iso - stripe);
  if (!Number.isInteger(amount)) return { kind: 'too_precise' };
  return amount > LARGEST ? { kind: 'too_large' } : { kind: 'amount', amount };
}

/** Minor units of ISO 4217 of an amount as Stripe counts it. */
export function fromStripe(amount: number, currency: string): number {
  const [iso, stripe] = [currencyExponent(currency), stripeExponent(currency)];
  return iso >= stripe ? amount * 10 ** (iso - stripe) : amount / 10 ** (stripe - iso);
}
