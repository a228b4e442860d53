import { formatAmount } from '../../../kernel/server/contract';

/**
 * An amount as messages say it: `KES 1980.00`.
 *
 * @param minor minor units of the currency
 */
export function amountText(minor: number, currency: string): string {
  return `${currency} ${formatAmount(minor, currency)}`;
}

/** The same, and nothing at all for 0: templates leave such rows out. */
export function amountOrNothing(minor: number, currency: string): string {
  return minor === 0 ? '' : amountText(minor, currency);
}

/** Making one takes as long as the rest of a message; a shop has a zone and some languages. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** A time as messages say it, in the shop's zone and a language. */
export function timeText(moment: Date, language: string, timeZone: string): string {
  const key = `${language} ${timeZone}`;
  const known = formats.get(key);
  if (known !== undefined) return known.format(moment);
  const options = { dateStyle: 'long', timeStyle: 'short', timeZone } as const;
  const format = new Intl.DateTimeFormat(language, options);
  formats.set(key, format);
  return format.format(moment);
}
