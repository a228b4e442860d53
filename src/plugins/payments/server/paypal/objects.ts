import { z } from 'zod';

const money = z.looseObject({ currency_code: z.string(), value: z.coerce.string() });
/** Words that nothing depends on: what is missing or no text must not cost us the rest. */
const words = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null)
  .transform((text) => text ?? '');
/** A list that may be left out, or be null. */
const listOf = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
const links = listOf(z.looseObject({ href: words, rel: words }));

export const tokenSchema = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().catch(3_600),
});

/** The body of a refusal; `issue` is what programs decide by. */
export const errorSchema = z.looseObject({
  name: words,
  message: words,
  details: listOf(z.looseObject({ issue: words, description: words })),
});

export const captureSchema = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  amount: money.nullish(),
  custom_id: words,
  status_details: z.looseObject({ reason: words }).nullish(),
  supplementary_data: z
    .looseObject({ related_ids: z.looseObject({ order_id: z.string().nullish() }).nullish() })
    .nullish(),
});
export type Capture = z.output<typeof captureSchema>;

export const orderSchema = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  links,
  purchase_units: listOf(
    z.looseObject({
      payments: z
        .looseObject({ captures: listOf(captureSchema) })
        .nullish()
        .transform((made) => made?.captures ?? []),
    }),
  ),
});
export type Order = z.output<typeof orderSchema>;

export const refundSchema = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  /** Left out of an answer that was cut short. */
  amount: money.nullish(),
  custom_id: words,
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
  dispute_id: words,
  status: words.transform((status) => status || 'OPEN'),
  disputed_transactions: listOf(z.looseObject({ seller_transaction_id: z.string().nullish() })),
  dispute_outcome: z.looseObject({ outcome_code: words }).nullish(),
});

/** A page of the transaction search. */
export const transactionsSchema = z.looseObject({
  transaction_details: listOf(
    z.looseObject({
      transaction_info: z.looseObject({
        transaction_id: z.string().min(1),
        transaction_event_code: words,
        transaction_status: words,
        transaction_initiation_date: z.string(),
        transaction_amount: money.nullish(),
        paypal_reference_id: words,
      }),
    }),
  ),
  total_pages: z.coerce.number().default(1),
});

export const verdictSchema = z.looseObject({ verification_status: z.string() });
