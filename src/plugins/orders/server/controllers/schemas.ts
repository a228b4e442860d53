import { z } from 'zod';
import { emailAddress } from '../../../accounts/server/contract';
import { addressSchema } from '../../../cart/server/contract';
import { textOf, wholeNumberInQuery } from '../../../kernel/server/contract';
import { PAYMENT_METHODS } from '../domain/order';
import { ORDER_STATES, type OrderStatus } from '../domain/states';

const optionalAddress = addressSchema.nullish().transform((address) => address ?? undefined);

export const placeOrderSchema = z
  .strictObject({
    email: emailAddress.optional(),
    phone: textOf(64).optional(),
    deliveryType: z.enum(['delivery', 'pickup']).optional(),
    storeId: textOf(64).nullish(),
    shippingAddress: optionalAddress,
    deliveryAddress: optionalAddress,
    billingAddress: optionalAddress,
    shippingMethod: textOf(64).optional(),
    paymentMethod: z.enum(PAYMENT_METHODS),
    notes: textOf(2000).nullish(),
    expectedTotal: z.int().min(0).optional(),
  })
  .transform(({ deliveryAddress, shippingAddress, storeId, notes, ...rest }) => ({
    ...rest,
    storeId: storeId ?? undefined,
    notes: notes ?? undefined,
    shippingAddress: shippingAddress ?? deliveryAddress,
  }));

const noteSchema = textOf(2000)
  .nullish()
  .transform((note) => note ?? null);

export const moveSchema = z.strictObject({
  status: z.enum(Object.keys(ORDER_STATES) as [OrderStatus, ...OrderStatus[]]),
  note: noteSchema,
});

/** A cancellation may say why, and may come without a body. */
export const cancelSchema = z
  .strictObject({ note: noteSchema, reason: noteSchema })
  .partial()
  .nullish()
  .transform((body) => ({ note: body?.note ?? body?.reason ?? null }));

export const pageSchema = z.object({
  page: wholeNumberInQuery(1, 1_000_000).default(1),
  pageSize: wholeNumberInQuery(1, 100).default(25),
});
