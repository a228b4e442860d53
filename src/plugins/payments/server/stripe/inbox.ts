import type Stripe from 'stripe';
import type {
  DisputeStage,
  Inbox,
  Meaning,
  News,
  StoredMessage,
  Verified,
  WhichPayment,
} from '../domain/provider';
import { callsOf, operationKeyOf, OUR_PAYMENT, type Calls } from './calls';
import { noOf, type StripeSettings } from './client';
import {
  chargeSchema,
  disputeSchema,
  eventSchema,
  intentSchema,
  refundSchema,
  type Dispute,
  type Intent,
  type Refund,
} from './objects';
import { outcomeOfIntent, outcomeOfRefund } from './outcomes';

/** Seconds that a signature is good for, and that their clock may be ahead of ours. */
const TOLERANCE_SECONDS = 300;

/** Types that we know; a later one, of whatever it may be, says nothing to us. */
const OF_INTENTS: ReadonlySet<string> = new Set([
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.partially_funded',
  'payment_intent.payment_failed',
  'payment_intent.processing',
  'payment_intent.requires_action',
  'payment_intent.succeeded',
]);
const OF_REFUNDS: ReadonlySet<string> = new Set([
  'charge.refund.updated',
  'refund.created',
  'refund.failed',
  'refund.updated',
]);
const OF_DISPUTES: ReadonlySet<string> = new Set([
  'charge.dispute.closed',
  'charge.dispute.created',
  'charge.dispute.funds_reinstated',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.updated',
]);

/** Stripe's messages: signed, in any order, and often only a hint to ask. */
export function stripeInbox(stripe: Stripe, settings: StripeSettings): Inbox {
  const begins = settings.capture === 'manual' ? 'authorize' : 'capture';
  return {
    verify({ headers, body }): Verified {
      const header = headers['stripe-signature'];
      if (typeof header !== 'string') return { kind: 'forged', why: 'it is not signed' };
      if (isAhead(header)) return { kind: 'forged', why: 'it is signed in the future' };
      const secret = settings.webhookSecrets.find((one) => isSignedBy(stripe, one, body, header));
      if (secret === undefined) return { kind: 'forged', why: 'the signature is not Stripe’s' };
      const event = eventSchema.safeParse(jsonOf(body.toString('utf8')));
      if (!event.success) return { kind: 'forged', why: 'it is no event' };
      const { id: eventId, type } = event.data;
      return { kind: 'genuine', eventId, type, by: 'Stripe-Signature' };
    },

    async read({ type, body, record, eventId }: StoredMessage): Promise<Meaning> {
      const { object } = eventSchema.parse(JSON.parse(body)).data;
      const calls = callsOf(stripe, { key: eventId, record });
      if (type === 'payment_intent.created') return ignored('it is told by the answer to our call');
      if (OF_INTENTS.has(type)) {
        return meaningOfIntent(type, intentSchema.parse(object), begins);
      }
      if (type === 'charge.refunded') {
        const { payment_intent: intentId } = chargeSchema.parse(object);
        return intentId === null ? ignored('it is of no intent') : refundsOf(calls, intentId);
      }
      if (OF_REFUNDS.has(type)) {
        const told = refundSchema.parse(object);
        // As it is now, where Stripe tells: messages come in any order.
        const now = calls.refund(told.id).catch((error: unknown) => {
          noOf(error);
          return told;
        });
        return meaningOfRefund(await now);
      }
      if (OF_DISPUTES.has(type)) return meaningOfDispute(disputeSchema.parse(object));
      return ignored('nothing follows from this type');
    },
  };
}

function isSignedBy(stripe: Stripe, secret: string, body: Buffer, header: string): boolean {
  if (secret === '') return false;
  try {
    stripe.webhooks.constructEvent(body, header, secret, TOLERANCE_SECONDS);
    return true;
  } catch {
    return false;
  }
}

/** The library looks at the age only. */
function isAhead(header: string): boolean {
  const signedAt = Number(/(?:^|,)\s*t=(\d{1,12})/.exec(header)?.[1]);
  return !(signedAt <= Date.now() / 1_000 + TOLERANCE_SECONDS);
}

function ignored(why: string): Meaning {
  return { kind: 'ignored', why };
}

/** The payment that an intent is of, also where the answer that names it has not come yet. */
function paymentOf({ id, metadata }: Intent): WhichPayment | undefined {
  const paymentId = metadata[OUR_PAYMENT];
  if (paymentId === undefined || paymentId === '') return undefined;
  return { paymentId, reference: id };
}

function meaningOfIntent(type: string, intent: Intent, begins: 'authorize' | 'capture'): Meaning {
  const payment = paymentOf(intent);
  if (payment === undefined) return ignored('it is not of this shop');
  const news = (...all: News[]): Meaning => ({ kind: 'news', payment, news: all });
  const told = (operation: News['operation']): News => ({
    operation,
    outcome: outcomeOfIntent(intent, operation),
  });
  // Paid and called off are ends, and signed; everything else may be old news.
  const isWhole = intent.status === 'succeeded' && intent.amount_received != null;
  if (type === 'payment_intent.succeeded' && isWhole) {
    return begins === 'capture' ? news(told('capture')) : news(told('authorize'), told('capture'));
  }
  if (type === 'payment_intent.canceled' && intent.status === 'canceled') {
    return begins === 'capture' ? news(told('capture')) : news(told('authorize'), told('void'));
  }
  return news({ operation: begins, outcome: 'ask' });
}

/** Ends of a dispute. Source: the API reference, “The Dispute object”, `status`. */
const DISPUTE_ENDS: Readonly<Record<string, DisputeStage>> = {
  won: 'won',
  warning_closed: 'won',
  prevented: 'won',
  lost: 'lost',
  charge_refunded: 'lost',
};

function meaningOfDispute({ id, status, payment_intent, charge }: Dispute): Meaning {
  if (payment_intent === null && charge === null) return ignored('it is of no payment');
  const payment = {
    ...(payment_intent === null ? {} : { reference: payment_intent }),
    ...(charge === null ? {} : { receipt: charge }),
  };
  return { kind: 'dispute', payment, id, stage: DISPUTE_ENDS[status] ?? 'open', state: status };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

async function refundsOf(calls: Calls, intentId: string): Promise<Meaning> {
  const refunds = await calls.refundsOf(intentId);
  return { kind: 'news', payment: { reference: intentId }, news: refunds.map(newsOfRefund) };
}

function meaningOfRefund(refund: Refund): Meaning {
  const { payment_intent: reference, charge: receipt } = refund;
  if (reference === null && receipt === null) return ignored('it is of no payment');
  const payment = {
    ...(reference === null ? {} : { reference }),
    ...(receipt === null ? {} : { receipt }),
  };
  return { kind: 'news', payment, news: [newsOfRefund(refund)] };
}

function newsOfRefund(refund: Refund): News {
  const key = operationKeyOf(refund);
  return {
    operation: 'refund',
    providerId: refund.id,
    ...(key === undefined ? { isElsewhere: true } : { key }),
    outcome: outcomeOfRefund(refund),
  };
}
