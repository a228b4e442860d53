import { z } from 'zod';

const metadata = z.record(z.string(), z.string()).default({});

/** What we read of a PaymentIntent; whatever else is there is left alone. */
export const intentSchema = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  amount: z.int(),
  amount_received: z.int().default(0),
  amount_capturable: z.int().default(0),
  currency: z.string().transform((code) => code.toUpperCase()),
  client_secret: z.string().nullish(),
  latest_charge: z
    .union([z.string(), z.looseObject({ id: z.string() })])
    .nullish()
    .transform((charge) => (typeof charge === 'object' ? (charge?.id ?? null) : (charge ?? null))),
  last_payment_error: z
    .looseObject({
      code: z.string().nullish(),
      decline_code: z.string().nullish(),
      message: z.string().nullish(),
    })
    .nullish(),
  cancellation_reason: z.string().nullish(),
  metadata,
});
export type Intent = z.output<typeof intentSchema>;

/** What we read of a Refund. */
export const refundSchema = z.looseObject({
  id: z.string().min(1),
  status: z.string().nullish(),
  amount: z.int(),
  currency: z.string().transform((code) => code.toUpperCase()),
  payment_intent: z
    .union([z.string(), z.looseObject({ id: z.string() })])
    .nullish()
    .transform((intent) => (typeof intent === 'object' ? (intent?.id ?? null) : (intent ?? null))),
  failure_reason: z.string().nullish(),
  metadata,
});
export type Refund = z.output<typeof refundSchema>;

export const chargeSchema = z.looseObject({ payment_intent: refundSchema.shape.payment_intent });

export const disputeSchema = z.looseObject({
  status: z.string(),
  payment_intent: refundSchema.shape.payment_intent,
});

export const eventSchema = z.looseObject({
  id: z.string().min(1),
  type: z.string().min(1),
  data: z.looseObject({ object: z.unknown() }),
});
