import { z } from 'zod';
import { optionalTextOf, textOf } from '../../../kernel/server/contract';

/**
 * An address in a body, as the HTTP contract has it. The same for saved addresses and for orders.
 */
export const addressBody = z.strictObject({
  firstName: textOf(255),
  lastName: textOf(255),
  phone: optionalTextOf(64),
  line1: textOf(255),
  line2: optionalTextOf(255),
  city: textOf(255),
  region: optionalTextOf(255),
  postalCode: optionalTextOf(32),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country code of ISO 3166-1 alpha-2, such as KE'),
});

export type Address = z.output<typeof addressBody>;

/** What an address shows of itself and nobody changes. */
const passedBy = z.unknown().optional();

/** What is to change of a saved address, which may be sent as it was read. */
export const addressChanges = addressBody
  .partial()
  .extend({
    id: passedBy,
    documentId: passedBy,
    createdAt: passedBy,
    updatedAt: passedBy,
    publishedAt: passedBy,
  })
  .pipe(addressBody.partial().strip());

export type AddressChanges = z.output<typeof addressChanges>;
