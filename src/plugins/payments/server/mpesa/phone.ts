import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';

/** A Kenyan mobile number as Daraja wants it. Which network it is in cannot be told from it. */
const MOBILE = /^\+(254[17]\d{8})$/;

/**
 * A Kenyan mobile number in any spelling (`0712 345 678`, `+254 (0)712-345678`, `254712345678`,
 * `712345678`), read as `254712345678`.
 */
export const kenyanPhone = z
  .string({ error: 'must be a Kenyan mobile number, such as 0712345678' })
  .trim()
  .max(32)
  .transform((text, context) => {
    // Kenya dials 000 for abroad; everybody else writes 00.
    const number = parsePhoneNumberFromString(text.replace(/^00(?=254)/, '+'), 'KE');
    const [, digits] = MOBILE.exec(number?.number ?? '') ?? [];
    if (digits !== undefined) return digits;
    context.addIssue({
      code: 'custom',
      message: 'must be a Kenyan mobile number, such as 0712345678',
    });
    return z.NEVER;
  });
