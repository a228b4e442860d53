import { z } from 'zod';
import { emailAddress } from '../../../accounts/server/contract';
import { textOf } from '../../../kernel/server/contract';
import { addressSchema } from '../domain/address';
import { MOST_UNITS } from '../domain/limits';

const quantity = (least: number) =>
  z
    .int({ error: 'must be a whole number' })
    .min(least, `must be at least ${least}`)
    .max(MOST_UNITS, `must be at most ${MOST_UNITS}`);

export const addItemSchema = z
  .strictObject({
    sku: textOf(100).optional(),
    productId: textOf(255).optional(),
    quantity: quantity(1),
    storeId: textOf(64).optional(),
  })
  .refine((body) => (body.sku === undefined) !== (body.productId === undefined), {
    path: ['sku'],
    message: 'give either sku or productId',
  });

export const itemParams = z.object({ itemId: textOf(64) });

export const productParams = z.object({ productId: textOf(255) });

export const setQuantitySchema = z.strictObject({ quantity: quantity(0) });

export const updateItemSchema = z.strictObject({ itemId: textOf(64), quantity: quantity(0) });

export const sharedSchema = z.strictObject({ token: textOf(200) });

export const describeSchema = z
  .strictObject({
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'must be three capital letters of ISO 4217')
      .optional(),
    email: emailAddress.optional(),
    deliveryType: z.enum(['delivery', 'pickup']).optional(),
    storeId: textOf(64).nullable().optional(),
    latitude: z.number().min(-90).max(90).optional(),
    longitude: z.number().min(-180).max(180).optional(),
    shippingAddress: addressSchema.optional(),
    shippingMethod: textOf(64).optional(),
  })
  .refine((body) => (body.latitude === undefined) === (body.longitude === undefined), {
    path: ['latitude'],
    message: 'give latitude and longitude together',
  });
