import { currencyExponent, formatAmount, parseAmount } from '../../../kernel/server/contract';

/**
 * Currencies that PayPal takes, and the decimals that it takes of them. Source:
 * developer.paypal.com/api/rest/reference/currency-codes. KES is none of them.
 */
const DECIMALS: Readonly<Record<string, number>> = {
  AUD: 2,
  BRL: 2,
  CAD: 2,
  CHF: 2,
  CNY: 2,
  CZK: 2,
  DKK: 2,
  EUR: 2,
  GBP: 2,
  HKD: 2,
  HUF: 0,
  ILS: 2,
  JPY: 0,
  MXN: 2,
  MYR: 2,
  NOK: 2,
  NZD: 2,
  PHP: 2,
  PLN: 2,
  SEK: 2,
  SGD: 2,
  THB: 2,
  TWD: 0,
  USD: 2,
};

/** Seven digits before the point. */
const LARGEST_WHOLE = 9_999_999;

/** An amount as PayPal writes it. */
export interface PaypalMoney {
  currency_code: string;
  value: string;
}

export type PaypalAmount =
  | { kind: 'amount'; money: PaypalMoney }
  | { kind: 'unsupported' }
  /** It has decimals that PayPal does not take. */
  | { kind: 'too_precise' }
  | { kind: 'too_large' };

/** @param minor minor units of ISO 4217 */
export function toPaypal(minor: number, currency: string): PaypalAmount {
  const decimals = DECIMALS[currency];
  if (decimals === undefined) return { kind: 'unsupported' };
  const exponent = currencyExponent(currency);
  if (minor % 10 ** (exponent - decimals) !== 0) return { kind: 'too_precise' };
  if (minor / 10 ** exponent > LARGEST_WHOLE) return { kind: 'too_large' };
  const text = formatAmount(minor, currency);
  const value = decimals === 0 ? (text.split('.')[0] ?? text) : text;
  return { kind: 'amount', money: { currency_code: currency, value } };
}

/**
 * Minor units of ISO 4217.
 *
 * @throws Error for what is no amount
 */
export function fromPaypal({ value, currency_code: currency }: PaypalMoney): number {
  const parsed = parseAmount(value, currency);
  if (parsed.kind === 'amount') return parsed.minor;
  throw new Error(`PayPal names an amount that is none: ${value} ${currency}`);
}
