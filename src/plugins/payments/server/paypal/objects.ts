import { z } from 'zod';

const money = z.looseObject({ currency_code: z.string(), value: z.coerce.string() });
const links = z
  .array(z.looseObject({ href: z.string(), rel: z.string() }))
  .nullish()
  .transform((all) => all ?? []);

export const tokenSchema = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().catch(3_600),
});

/** The body of a refusal; `issue` is what programs decide by. */
export const errorSchema = z.looseObject({
  name: z.string().default(''),
  message: z.string().default(''),
  details: z
    .array(z.looseObject({ issue: z.string().default(''), description: z.string().default('') }))
    .default([]),
});

export const captureSchema = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  amount: money,
  custom_id: z.string().nullish(),
  status_details: z.looseObject({ reason: z.string().nullish() }).nullish(),
  supplementary_data: z
    .looseObject({ related_ids: z.looseObject({ order_id: z.string().nullish() }).nullish() })
    .nullish(),
});
export type Capture = z.output<typeof captureSchema>;

export const orderSchema = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  links,
  purchase_units: z
    .array(
      z.looseObject({
        payments: z
          .looseObject({ captures: z.array(captureSchema).nullish() })
          .nullish()
          .transform((made) => made?.captures ?? []),
      }),
    )
    .nullish()
    .transform((units) => units ?? []),
});
export type Order = z.output<typeof orderSchema>;

export const refundSchema = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  /** Left out of an answer that was cut short. */
  amount: money.optional(),
  custom_id: z.string().nullish(),
  links,
});
export type Refund = z.output<typeof refundSchema>;

export const eventSchema = z.looseObject({
  id: z.string().min(1),
  event_type: z.string().min(1),
  resource: z.unknown(),
});

export const approvedSchema = z.looseObject({ id: z.string().min(1) });

export const disputeSchema = z.looseObject({
  status: z.string().default('OPEN'),
  disputed_transactions: z
    .array(z.looseObject({ seller_transaction_id: z.string().optional() }))
    .default([]),
  dispute_outcome: z.looseObject({ outcome_code: z.string().optional() }).nullish(),
});

/** A page of the transaction search. */
export const transactionsSchema = z.looseObject({
  transaction_details: z
    .array(
      z.looseObject({
        transaction_info: z.looseObject({
          transaction_id: z.string().min(1),
          transaction_event_code: z.string().default(''),
          transaction_status: z.string().default(''),
          transaction_initiation_date: z.string(),
          transaction_amount: money,
          paypal_reference_id: z.string().optional(),
        }),
      }),
    )
    .default([]),
  total_pages: z.coerce.number().default(1),
});

export const verdictSchema = z.looseObject({ verification_status: z.string() });
