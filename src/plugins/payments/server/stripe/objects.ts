import { z } from 'zod';

/** Amounts are numbers; a server that writes them as texts means the same. */
const amount = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number),
]);
const currency = z.string().transform((code) => code.toUpperCase());
const metadata = z
  .record(z.string(), z.coerce.string())
  .nullish()
  .transform((kept): Record<string, string> => kept ?? {});

/** Another object, whole or by its id alone. */
const idOf = z
  .union([z.string(), z.looseObject({ id: z.string() })])
  .nullish()
  .transform((other) => (typeof other === 'object' ? (other?.id ?? null) : (other ?? null)));

/** What we read of a PaymentIntent; whatever else is there is left alone. */
export const intentSchema = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  amount,
  amount_received: amount.nullish(),
  amount_capturable: amount.nullish(),
  currency,
  created: z.number().default(0),
  client_secret: z.string().nullish(),
  latest_charge: idOf,
  last_payment_error: z
    .looseObject({
      code: z.string().nullish(),
      decline_code: z.string().nullish(),
      message: z.string().nullish(),
      payment_method: z
        .looseObject({ card: z.looseObject({ fingerprint: z.string().nullish() }).nullish() })
        .nullish()
        .catch(null),
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
  amount,
  currency,
  created: z.number().default(0),
  payment_intent: idOf,
  charge: idOf,
  failure_reason: z.string().nullish(),
  metadata,
});
export type Refund = z.output<typeof refundSchema>;

export const chargeSchema = z.looseObject({ id: z.string(), payment_intent: idOf });

export const disputeSchema = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  payment_intent: idOf,
  charge: idOf,
});
export type Dispute = z.output<typeof disputeSchema>;

export const eventSchema = z.looseObject({
  id: z.string().min(1),
  type: z.string().min(1),
  data: z.looseObject({ object: z.unknown() }),
});
