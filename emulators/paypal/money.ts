import { z } from 'zod';
import { refusal } from './refusals';

/** Currencies that PayPal takes, with the decimals that it wants. KES is none of them. */
const DECIMALS: Readonly<Record<string, number>> = {
  AUD: 2,
  BRL: 2,
  CAD: 2,
  CHF: 2,
  CZK: 2,
  DKK: 2,
  EUR: 2,
  GBP: 2,
  HKD: 2,
  HUF: 0,
  ILS: 2,
  JPY: 0,
  MXN: 2,
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

export const moneySchema = z.object({ currency_code: z.string(), value: z.string() });
export type Money = z.infer<typeof moneySchema>;

/** An amount in the smallest unit that PayPal has of it. @throws Refused */
export function unitsOf({ currency_code: currency, value }: Money, field: string): number {
  const decimals = DECIMALS[currency];
  if (decimals === undefined) {
    throw refusal(
      'CURRENCY_NOT_SUPPORTED',
      'Currency code is not currently supported.',
      422,
      field,
    );
  }
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(value);
  if (match === null) {
    throw refusal(
      'INVALID_PARAMETER_SYNTAX',
      'The value of a field does not conform to the expected format.',
      400,
      field,
    );
  }
  const fraction = match[2] ?? '';
  if (fraction.length > decimals) {
    throw refusal(
      'DECIMAL_PRECISION',
      'If the currency supports decimals, only two decimal place precision is supported.',
      422,
      field,
    );
  }
  const units = Number(`${match[1]}${fraction.padEnd(decimals, '0')}`);
  if (units <= 0) {
    throw refusal('CANNOT_BE_ZERO_OR_NEGATIVE', 'Must be greater than zero.', 422, field);
  }
  return units;
}

/** @param units the smallest that PayPal has of the currency */
export function moneyOf(units: number, currency: string): Money {
  const decimals = DECIMALS[currency] ?? 2;
  return { currency_code: currency, value: (units / 10 ** decimals).toFixed(decimals) };
}

/** In ISO 4217's minor units, which differ for HUF and TWD alone. */
export function minorUnits(units: number, currency: string): number {
  return currency === 'HUF' || currency === 'TWD' ? units * 100 : units;
}
