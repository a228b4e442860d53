import type { z } from 'zod';
import { addressBody } from '../../../accounts/server/contract';

/**
 * An address of a cart or an order. What it has beyond that is left out, so that one of the
 * customer's address book can be sent as it was read.
 */
export const addressSchema = addressBody.strip();

export type Address = z.output<typeof addressSchema>;
