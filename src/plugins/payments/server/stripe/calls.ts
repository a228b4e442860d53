import type Stripe from 'stripe';
import type { z } from 'zod';
import type { Job } from '../domain/provider';
import { isStoredFault, noOf, type No } from './client';
import { intentSchema, refundSchema, type Intent, type Refund } from './objects';

/** Names under which Stripe keeps what its object is to us. */
export const OUR_PAYMENT = 'duka_payment';
const OUR_OPERATION = 'duka_operation';
const OUR_ORDER = 'duka_order';
const ORDER_NUMBER = 'order_number';

/** Keys that are tried where Stripe has stored a fault of its own under each before. */
const MOST_KEYS = 3;
/** How far a lost intent is looked for: it is asked about for a month. */
const RECENT_SECONDS = 32 * 24 * 60 * 60;

/** What Stripe is asked, each kept as an exchange and its answer checked before use. */
export interface Calls {
  createIntent(params: Stripe.PaymentIntentCreateParams): Promise<Intent | No>;
  intent(id: string): Promise<Intent>;
  /** The intent of this operation whose answer never came, where there is one. */
  lostIntent(): Promise<Intent | undefined>;
  /** The refund of this operation, where there is one. */
  lostRefund(intentId: string): Promise<Refund | undefined>;
  captureIntent(id: string, params: Stripe.PaymentIntentCaptureParams): Promise<Intent | No>;
  cancelIntent(id: string): Promise<Intent | No>;
  createRefund(params: Stripe.RefundCreateParams): Promise<Refund | No>;
  refund(id: string): Promise<Refund>;
  refundsOf(intentId: string): Promise<Refund[]>;
  /** What is kept with an object at Stripe, so that it is known again. */
  metadata(): Record<string, string>;
}

/**
 * The same key for the same operation. A further one only where Stripe answers from its store with a
 * fault of its own, and nothing was done behind it.
 *
 * @param find what an earlier call has done after all
 * @param ageSeconds since the first call was to be made; 0 where a fault is no stored one unless it says so
 */
async function underKey<T>(
  key: string,
  find: () => Promise<T | undefined>,
  call: (key: string) => Promise<T>,
  ageSeconds = 0,
): Promise<T> {
  for (let turn = 1; ; turn += 1) {
    try {
      return await call(turn === 1 ? key : `${key}:${turn}`);
    } catch (error) {
      if (turn === MOST_KEYS || !isStoredFault(error, ageSeconds)) throw error;
      const done = await find();
      if (done !== undefined) return done;
    }
  }
}

/** The calls for one operation, all under its key. */
export function callsOf(stripe: Stripe, { key, payment, record, ageSeconds }: CallsOf): Calls {
  const recorded = async <Schema extends z.ZodType>(
    schema: Schema,
    what: string,
    request: object,
    call: () => Promise<unknown>,
  ): Promise<z.output<Schema>> => {
    try {
      const answer = await call();
      record({ what, request, answer, status: 200 });
      return schema.parse(answer);
    } catch (error) {
      const { statusCode = null, type, code, message } = error as FailedCall;
      record({ what, request, answer: { type, code, message }, status: statusCode });
      throw error;
    }
  };
  const orNo = <T>(call: Promise<T>): Promise<T | No> => call.catch(noOf);

  const intent = (id: string) =>
    recorded(intentSchema, `GET /v1/payment_intents/${id}`, {}, () =>
      stripe.paymentIntents.retrieve(id),
    );
  /** The intent, where it is in that state. */
  const intentThatIs = async (status: string, id: string) => {
    const now = await intent(id);
    return now.status === status ? now : undefined;
  };
  const lostIntent = async () => {
    const created = { gte: Math.floor(Date.now() / 1_000) - RECENT_SECONDS };
    for await (const one of stripe.paymentIntents.list({ created, limit: 100 })) {
      const known = intentSchema.parse(one);
      if (operationKeyOf(known) === key) return known;
    }
    return undefined;
  };
  const refundsOf = async (intentId: string) => {
    const refunds: Refund[] = [];
    for await (const refund of stripe.refunds.list({ payment_intent: intentId, limit: 100 })) {
      refunds.push(refundSchema.parse(refund));
    }
    return refunds;
  };
  const lostRefund = async (intentId: string) =>
    (await refundsOf(intentId)).find((refund) => operationKeyOf(refund) === key);

  return {
    intent,
    lostIntent,
    refundsOf,
    lostRefund,
    createIntent: (params) =>
      orNo(
        underKey(
          key,
          lostIntent,
          (idempotencyKey) =>
            recorded(intentSchema, 'POST /v1/payment_intents', params, () =>
              stripe.paymentIntents.create(params, { idempotencyKey }),
            ),
          // An intent too many takes no money: only one is handed to the shopper.
          ageSeconds,
        ),
      ),
    captureIntent: (id, params) =>
      orNo(
        underKey(
          key,
          () => intentThatIs('succeeded', id),
          (idempotencyKey) =>
            recorded(intentSchema, `POST /v1/payment_intents/${id}/capture`, params, () =>
              stripe.paymentIntents.capture(id, params, { idempotencyKey }),
            ),
        ),
      ),
    cancelIntent: (id) =>
      orNo(
        underKey(
          key,
          () => intentThatIs('canceled', id),
          (idempotencyKey) =>
            recorded(intentSchema, `POST /v1/payment_intents/${id}/cancel`, {}, () =>
              stripe.paymentIntents.cancel(id, {}, { idempotencyKey }),
            ),
        ),
      ),
    createRefund: (params) =>
      orNo(
        underKey(
          key,
          () => lostRefund(String(params.payment_intent)),
          (idempotencyKey) =>
            recorded(refundSchema, 'POST /v1/refunds', params, () =>
              stripe.refunds.create(params, { idempotencyKey }),
            ),
        ),
      ),
    refund: (id) =>
      recorded(refundSchema, `GET /v1/refunds/${id}`, {}, () => stripe.refunds.retrieve(id)),
    metadata: () => ({
      [OUR_PAYMENT]: payment?.documentId ?? '',
      [OUR_OPERATION]: key,
      [OUR_ORDER]: payment?.orderId ?? '',
      [ORDER_NUMBER]: payment?.orderNumber ?? '',
    }),
  };
}

type CallsOf = Pick<Job, 'key' | 'record'> & Partial<Pick<Job, 'payment' | 'ageSeconds'>>;

interface FailedCall {
  statusCode?: number;
  type?: string;
  code?: string;
  message?: string;
}

/** Our operation of which an object at Stripe speaks. */
export function operationKeyOf({ metadata }: { metadata: Record<string, string> }) {
  return metadata[OUR_OPERATION];
}

/** Whether Stripe said no. */
export function isNo(answer: object): answer is No {
  return 'kind' in answer && answer.kind === 'no';
}
