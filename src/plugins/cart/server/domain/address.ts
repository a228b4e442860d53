import { z } from 'zod';
import { textOf } from '../../../kernel/server/contract';

const optionalText = textOf(255)
  .nullish()
  .transform((value) => value ?? undefined);

/**
 * An address as shoppers write it. What it has beyond that is left out, so that an address of the
 * customer's address book can be sent as it was read.
 */
export const addressSchema = z.object({
  firstName: textOf(255),
  lastName: textOf(255),
  phone: textOf(64),
  line1: textOf(255),
  line2: optionalText,
  city: textOf(255),
  region: optionalText,
  postalCode: textOf(32),
  country: z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters of ISO 3166-1'),
});

export type Address = z.output<typeof addressSchema>;

/** An e-mail address, trimmed and in lower case. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(255, 'must have at most 255 characters')
  .pipe(z.email('must be an e-mail address'));
