import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { textOf } from '../../../kernel/server/contract';

/**
 * A telephone number in international spelling (`+254 700 000 000`), kept as E.164. Spaces and dashes
 * are as the caller likes.
 */
export const phoneNumber = textOf(32).transform((value, context) => {
  const number = parsePhoneNumberFromString(value);
  if (number?.isPossible()) return number.number as string;
  context.addIssue({
    code: 'custom',
    message: 'must be a telephone number with its country code, such as +254700000000',
  });
  return value;
});
