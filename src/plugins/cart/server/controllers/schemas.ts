import { z } from 'zod';
import { emailAddress } from '../../../accounts/server/contract';
import { LARGEST_UNIT_PRICE, textOf } from '../../../kernel/server/contract';
import { LONGEST_CODE, normaliseCode } from '../../../pricing/server/contract';
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

const currency = z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters of ISO 4217');

/** A coupon's code, as it is compared. */
const code = textOf(LONGEST_CODE).transform(normaliseCode);

export const couponSchema = z.strictObject({ code });

/** Which coupon is taken out; without one all of them. */
export const removeCouponQuery = z.object({ code: code.optional() });

export const validateCouponSchema = z.strictObject({
  code,
  subtotal: z
    .int({ error: 'must be a whole number of minor units' })
    .min(0, 'must be at least 0')
    .max(LARGEST_UNIT_PRICE, `must be at most ${LARGEST_UNIT_PRICE}`)
    .optional(),
  currency: currency.optional(),
});

export const describeSchema = z
  .strictObject({
    currency: currency.optional(),
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
