import { z } from 'zod';
import { emailAddress } from '../../../accounts/server/contract';
import { addressSchema } from '../../../cart/server/contract';
import { optionalTextOf, pageOfStrapi, pageQuery, textOf } from '../../../kernel/server/contract';
import { CUSTOMER_SORTS } from '../domain/customer';
import { PAYMENT_STATES } from '../domain/order';
import { ORDER_SORTS } from '../domain/search';
import { SHIPMENT_STATUSES } from '../domain/shipments';
import { ORDER_STATES, type OrderStatus } from '../domain/states';

const optionalAddress = addressSchema.nullish().transform((address) => address ?? undefined);

export const placeOrderSchema = z
  .strictObject({
    email: emailAddress.optional(),
    phone: optionalTextOf(64),
    deliveryType: z.enum(['delivery', 'pickup']).optional(),
    storeId: textOf(64).nullish(),
    shippingAddress: optionalAddress,
    deliveryAddress: optionalAddress,
    billingAddress: optionalAddress,
    shippingMethod: textOf(64).optional(),
    paymentMethod: textOf(32),
    notes: optionalTextOf(2000),
    expectedTotal: z.int().min(0).optional(),
  })
  .transform(({ deliveryAddress, shippingAddress, storeId, phone, notes, ...rest }) => ({
    ...rest,
    storeId: storeId ?? undefined,
    phone: phone ?? undefined,
    notes: notes ?? undefined,
    shippingAddress: shippingAddress ?? deliveryAddress,
  }));

const noteSchema = optionalTextOf(2000).transform((note) => note ?? null);

const statusSchema = z.enum(Object.keys(ORDER_STATES) as [OrderStatus, ...OrderStatus[]]);

export const moveSchema = z.strictObject({ status: statusSchema, note: noteSchema });

export const shipmentParams = z.object({ shipmentId: textOf(64) });

export const moveShipmentSchema = z.strictObject({
  status: z.enum(SHIPMENT_STATUSES),
  note: noteSchema,
});

/** A cancellation may say why, and may come without a body. */
export const cancelSchema = z
  .strictObject({ note: noteSchema, reason: noteSchema })
  .partial()
  .nullish()
  .transform((body) => ({ note: body?.note ?? body?.reason ?? null }));

const list = { ...pageQuery, sort: z.enum(ORDER_SORTS).default('placedAt:desc') };

export const listSchema = z.preprocess(pageOfStrapi, z.object(list));

const DAY_MS = 24 * 60 * 60 * 1000;

/** A moment, or the day (UTC) of which it is the beginning. */
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'must be a date (2026-01-31) or a time (2026-01-31T12:00:00Z)',
});

/** Orders of a time: `from` that moment or day, `to` before that moment or to the end of that day. */
const period = {
  from: moment.transform((text) => new Date(text)).optional(),
  to: moment
    .transform((text) => new Date(new Date(text).getTime() + (text.length === 10 ? DAY_MS : 0)))
    .optional(),
};

const OUT_OF_ORDER = { path: ['to'], message: 'must be later than from' };

function inOrder({ from, to }: { from?: Date | undefined; to?: Date | undefined }): boolean {
  return from === undefined || to === undefined || from < to;
}

export const searchSchema = z.preprocess(
  pageOfStrapi,
  z
    .strictObject({
      ...list,
      ...period,
      status: statusSchema.optional(),
      paymentStatus: z.enum(PAYMENT_STATES).optional(),
      storeId: textOf(64).optional(),
      q: textOf(254).optional(),
    })
    .refine(inOrder, OUT_OF_ORDER)
    .transform(({ to, ...rest }) => ({ ...rest, before: to })),
);

export const exportSchema = z
  .strictObject({ ...period, storeId: textOf(64).optional(), format: z.literal('csv').optional() })
  .refine(inOrder, OUT_OF_ORDER)
  .transform(({ to, from, storeId }) => ({ from, before: to, storeId }));

export const customerParams = z.object({ userId: textOf(64) });

export const customerSearchSchema = z.preprocess(
  pageOfStrapi,
  z.strictObject({
    ...pageQuery,
    q: textOf(254).optional(),
    status: z.enum(['active', 'blocked']).optional(),
    sort: z.enum(CUSTOMER_SORTS).default('createdAt:desc'),
  }),
);

export const customerStatusSchema = z.strictObject({
  status: z.enum(['active', 'blocked']),
  reason: textOf(500).nullish(),
});

export const bulkMoveSchema = z.strictObject({
  orderIds: z.array(textOf(64)).min(1).max(100),
  status: statusSchema,
  note: noteSchema,
});

export const noteOrderSchema = z.strictObject({
  text: textOf(2000),
  internal: z.boolean().default(false),
});

const trackingPart = textOf(255).nullish();

/** Says all of it anew: what is left out is taken away. */
export const trackingSchema = z
  .strictObject({
    carrier: trackingPart,
    trackingNumber: trackingPart,
    shipmentId: textOf(64).optional(),
    storeId: textOf(64).optional(),
  })
  .refine(({ carrier, trackingNumber }) => carrier !== undefined || trackingNumber !== undefined, {
    path: ['trackingNumber'],
    message: 'give a carrier, a trackingNumber or both; null takes one away',
  })
  .transform(({ carrier = null, trackingNumber = null, ...which }) => ({
    carrier,
    trackingNumber,
    ...which,
  }));

export const linesSchema = z.strictObject({
  items: z
    .array(z.strictObject({ lineId: textOf(64), quantity: z.int().min(0) }))
    .min(1)
    .max(1000)
    .refine((items) => new Set(items.map(({ lineId }) => lineId)).size === items.length, {
      message: 'must name each line once',
    }),
  note: noteSchema,
});

export const addressesSchema = z
  .strictObject({
    shippingAddress: optionalAddress,
    deliveryAddress: optionalAddress,
    billingAddress: optionalAddress,
    note: noteSchema,
  })
  .transform(({ deliveryAddress, shippingAddress, ...rest }) => ({
    ...rest,
    shippingAddress: shippingAddress ?? deliveryAddress,
  }))
  .refine(({ shippingAddress, billingAddress }) => shippingAddress ?? billingAddress, {
    message: 'must have a shippingAddress or a billingAddress',
  });
