import { z } from 'zod';

/** Codes come as numbers in messages and as texts in answers. */
const code = z.union([z.string().min(1), z.number()]).transform(String);

/** What decides nothing: however it comes, or does not, the rest is read. */
const words = z.union([z.string(), z.number()]).transform(String).catch('');

export const tokenSchema = z.looseObject({
  access_token: z.string().min(1),
  // Documented as a number, seen as a text.
  expires_in: z.coerce.number().nonnegative().catch(3_599),
});

/** The body of every failure that Daraja answers at once. */
export const errorSchema = z.looseObject({ errorCode: code, errorMessage: words });

export const pushedSchema = z.looseObject({
  MerchantRequestID: words,
  CheckoutRequestID: z.string().min(1),
  ResponseCode: code,
  ResponseDescription: words,
  CustomerMessage: words,
});

export const queriedSchema = z.looseObject({
  CheckoutRequestID: z.string().min(1).nullish(),
  /** Missing while the prompt is open, in some answers. */
  ResultCode: code.nullish(),
  ResultDesc: words,
});

/** The answer to whatever is worked later: B2C, reversal, transaction status. */
export const acceptedSchema = z.looseObject({
  ConversationID: words,
  OriginatorConversationID: words,
  ResponseCode: code,
  ResponseDescription: words,
});

export const registeredSchema = z.looseObject({ ResponseCode: code });

/** The callback of a prompt. Its items are found by name; one without a value was seen. */
export const callbackSchema = z.looseObject({
  Body: z.looseObject({
    stkCallback: z.looseObject({
      MerchantRequestID: words,
      CheckoutRequestID: z.string().min(1),
      ResultCode: code,
      ResultDesc: words,
      CallbackMetadata: z
        .looseObject({
          Item: z.array(z.looseObject({ Name: words, Value: z.unknown().optional() })).catch([]),
        })
        .nullish(),
    }),
  }),
});
export type StkCallback = z.output<typeof callbackSchema>['Body']['stkCallback'];

/** How B2C, reversals and transaction statuses end. */
export const resultSchema = z.looseObject({
  Result: z.looseObject({
    ResultCode: code,
    ResultDesc: words,
    ConversationID: words,
    TransactionID: words,
    ResultParameters: z
      .looseObject({
        ResultParameter: z
          .union([parameter(), z.array(parameter())])
          // One alone was seen without its list.
          .transform((found) => (Array.isArray(found) ? found : [found]))
          .catch([]),
      })
      .nullish(),
  }),
});
export type CommandResult = z.output<typeof resultSchema>['Result'];

function parameter() {
  return z.looseObject({ Key: words, Value: z.unknown().optional() });
}

const pulledRow = z.looseObject({
  transactionId: z.string().min(1),
  trxDate: z.string(),
  amount: z.union([z.string(), z.number()]),
  billreference: words,
  msisdn: z.coerce.string().optional(),
});

export type PulledRow = z.output<typeof pulledRow>;

/** A page of what came in; its rows come in a list within the list. */
export const pulledSchema = z.looseObject({
  Response: z
    .array(z.union([pulledRow, z.array(pulledRow)]))
    .nullish()
    .transform((rows) => (rows ?? []).flat()),
});

/** A payment that a customer made by hand; every value is a text. */
export const byHandSchema = z.looseObject({
  TransID: z.string().min(1).max(64),
  TransAmount: z.coerce.string(),
  BusinessShortCode: z.coerce.string(),
  BillRefNumber: z.coerce.string(),
  /** The payer's number, masked. */
  MSISDN: z.coerce.string().optional(),
});
export type PaymentByHand = z.output<typeof byHandSchema>;

/** Whole minor units of an amount in shillings, as a number or a text; undefined for anything else. */
export function centsOf(shillings: unknown): number | undefined {
  const text = typeof shillings === 'number' ? String(shillings) : shillings;
  const match =
    typeof text === 'string' ? /^(\d{1,10})(?:\.(\d{1,2})0*)?$/.exec(text.trim()) : null;
  if (match === null) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** What a text says as JSON; undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
