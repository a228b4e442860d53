import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { optionalTextOf, textOf } from '../../../kernel/server/contract';

const LONGEST = 64;

/** A telephone number as somebody writes it. */
const phoneText = textOf(LONGEST);

/** The same in a body, where it may be left out. */
export const phoneInBody = optionalTextOf(LONGEST);

/**
 * Reads a telephone number; spaces and dashes are as the caller likes.
 *
 * @param country ISO 3166-1 alpha-2, for numbers without a country code; without it there must be one
 * @returns E.164; undefined where it is none
 */
export function readPhone(text: string, country?: string): string | undefined {
  const number = parsePhoneNumberFromString(text, country as CountryCode | undefined);
  return number?.isPossible() ? number.number : undefined;
}

/** A telephone number in international spelling (`+254 700 000 000`), kept as E.164. */
export const phoneNumber = phoneText.transform((value, context) => {
  const number = readPhone(value);
  if (number !== undefined) return number;
  context.addIssue({
    code: 'custom',
    message: 'must be a telephone number with its country code, such as +254700000000',
  });
  return value;
});
