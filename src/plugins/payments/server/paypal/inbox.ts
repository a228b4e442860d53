import { setTimeout as sleep } from 'node:timers/promises';
import type { Inbox, Job, Meaning, News, Verified, WhichPayment } from '../domain/provider';
import type { Certificates } from './certificates';
import type { Paypal } from './client';
import { nameIn } from './names';
import {
  approvedSchema,
  captureSchema,
  disputeSchema,
  eventSchema,
  refundSchema,
  verdictSchema,
  type Capture,
  type Refund,
} from './objects';
import { outcomeOfCapture, outcomeOfRefund } from './outcomes';
import { isSignedBy, transmissionOf } from './transmission';

/** The sender waits meanwhile; what comes later is asked anew when the message is worked. */
const WORD_PATIENCE_MS = 1_000;

/**
 * PayPal's messages: believed by the certificate that they are signed with, and where that cannot be had,
 * PayPal itself is asked whether it has sent them.
 */
export function paypalInbox(paypal: Paypal, certificates: Certificates, webhookId: string): Inbox {
  const wordOn = async (transmission: object, body: string, record: Job['record']) => {
    const sent = { ...transmission, webhook_id: webhookId };
    return (await isPaypals(paypal, sent, body, record))
      ? ({ kind: 'genuine', ...eventIn(body), by: 'PayPal’s word' } as const)
      : ({ kind: 'forged', why: 'PayPal says that it is not its own' } as const);
  };

  return {
    async verify(message): Promise<Verified> {
      const text = message.body.toString('utf8');
      const event = eventSchema.safeParse(jsonOf(text));
      if (!event.success) return { kind: 'forged', why: 'it is no event' };
      const transmission = transmissionOf(message);
      if (transmission === undefined) return { kind: 'forged', why: 'it is not signed' };
      if (!certificates.isTrusted(transmission.cert_url)) {
        return { kind: 'forged', why: 'its certificate is not at an address of PayPal' };
      }
      const key = await certificates.keyAt(transmission.cert_url);
      const fits = key && isSignedBy(key, transmission, webhookId, message.body);
      if (fits === true) return { kind: 'genuine', ...eventIn(text), by: 'its signature' };
      if (fits === false) return { kind: 'forged', why: 'its signature does not fit' };
      const word = wordOn(transmission, text, () => undefined).catch(() => undefined);
      const late = sleep(WORD_PATIENCE_MS, undefined, { ref: false });
      const type = event.data.event_type;
      return (await Promise.race([word, late])) ?? { kind: 'unproven', type, kept: transmission };
    },

    prove: ({ params, body, record }) => wordOn(params, body, record),

    async read({ type, body, record }): Promise<Meaning> {
      const { resource } = eventSchema.parse(JSON.parse(body));
      switch (type) {
        case 'CHECKOUT.ORDER.APPROVED':
        case 'CHECKOUT.ORDER.COMPLETED':
        case 'CHECKOUT.ORDER.VOIDED':
          return about(
            { reference: approvedSchema.parse(resource).id },
            { operation: 'capture', outcome: 'ask' },
          );
        case 'PAYMENT.CAPTURE.COMPLETED':
          return meaningOfCapture(captureSchema.parse(resource));
        case 'PAYMENT.CAPTURE.PENDING':
        case 'PAYMENT.CAPTURE.DENIED':
        case 'PAYMENT.CAPTURE.DECLINED': {
          const payment = paymentOf(captureSchema.parse(resource));
          return payment === undefined
            ? notOurs
            : about(payment, { operation: 'capture', outcome: 'ask' });
        }
        case 'PAYMENT.CAPTURE.REFUNDED':
        case 'PAYMENT.REFUND.PENDING':
        case 'PAYMENT.REFUND.FAILED':
          return meaningOfRefund(paypal, refundSchema.parse(resource), record);
        case 'PAYMENT.CAPTURE.REVERSED':
        case 'CUSTOMER.DISPUTE.CREATED':
        case 'CUSTOMER.DISPUTE.UPDATED':
        case 'CUSTOMER.DISPUTE.RESOLVED':
          return meaningOfDispute(paypal, type, resource, record);
        default:
          return { kind: 'ignored', why: 'nothing follows from this type' };
      }
    },
  };
}

const notOurs: Meaning = { kind: 'ignored', why: 'it is not of this shop' };

function about(payment: WhichPayment, news: News): Meaning {
  return { kind: 'news', payment, news: [news] };
}

/** @throws Error for what is no event */
function eventIn(body: string): { eventId: string; type: string } {
  const { id: eventId, event_type: type } = eventSchema.parse(JSON.parse(body));
  return { eventId, type };
}

/**
 * @param body goes back as it came: written anew, it would not fit the signature
 * @throws Error where PayPal cannot be asked
 */
async function isPaypals(
  paypal: Paypal,
  transmission: object,
  body: string,
  record: Job['record'],
): Promise<boolean> {
  const verdict = await paypal.call(verdictSchema, {
    method: 'POST',
    path: '/v1/notifications/verify-webhook-signature',
    body: `${JSON.stringify(transmission).slice(0, -1)},"webhook_event":${body}}`,
    record,
  });
  return verdict.kind === 'yes' && verdict.answer.verification_status === 'SUCCESS';
}

function meaningOfCapture(capture: Capture): Meaning {
  const payment = paymentOf(capture);
  if (payment === undefined) return notOurs;
  return about(payment, { operation: 'capture', outcome: outcomeOfCapture(capture) });
}

/** The payment that captured money is of. */
function paymentOf(capture: Capture): WhichPayment | undefined {
  const ours = nameIn(capture.custom_id);
  if (ours !== undefined) return { paymentId: ours.paymentId };
  const reference = capture.supplementary_data?.related_ids?.order_id;
  return reference == null ? undefined : { reference };
}

async function meaningOfRefund(
  paypal: Paypal,
  told: Refund,
  record: Job['record'],
): Promise<Meaning> {
  // As it is now, where PayPal tells: messages come in any order.
  const path = `/v2/payments/refunds/${encodeURIComponent(told.id)}`;
  const now = await paypal.call(refundSchema, { method: 'GET', path, record });
  const refund = now.kind === 'yes' ? asItIs(told, now.answer) : told;
  const news: News = {
    operation: 'refund',
    providerId: refund.id,
    mayBeElsewhere: true,
    outcome: outcomeOfRefund(refund),
  };
  const ours = nameIn(refund.custom_id);
  if (ours !== undefined) return about({ paymentId: ours.paymentId }, { ...news, key: ours.key });
  const up = refund.links
    .find(({ rel }) => rel === 'up')
    ?.href.split('/')
    .at(-1);
  const payment = await paymentOfCapture(paypal, up, record);
  return payment === undefined ? notOurs : about(payment, news);
}

/** An answer may leave out what the message had. */
function asItIs(told: Refund, { status, amount }: Refund): Refund {
  return { ...told, status, amount: amount ?? told.amount };
}

async function meaningOfDispute(
  paypal: Paypal,
  type: string,
  resource: unknown,
  record: Job['record'],
): Promise<Meaning> {
  if (type === 'PAYMENT.CAPTURE.REVERSED') {
    const { id, links } = refundSchema.pick({ id: true, links: true }).parse(resource);
    // A refund, below its capture, as they document it; the capture itself, below its order, was seen.
    const capture = links
      .find(({ rel, href }) => rel === 'up' && href.includes('/captures/'))
      ?.href.split('/')
      .at(-1);
    const payment = await paymentOfCapture(paypal, capture ?? id, record);
    return payment === undefined
      ? notOurs
      : { kind: 'dispute', payment, stage: 'lost', state: 'reversed' };
  }
  const {
    dispute_id: disputeId,
    status,
    disputed_transactions: disputed,
    dispute_outcome: outcome,
  } = disputeSchema.parse(resource);
  const payment = await paymentOfCapture(paypal, disputed[0]?.seller_transaction_id, record);
  if (payment === undefined) return notOurs;
  const end = outcome?.outcome_code ?? '';
  const which = { payment, ...(disputeId ? { id: disputeId } : {}) };
  if (status !== 'RESOLVED' && end === '') {
    return { kind: 'dispute', ...which, stage: 'open', state: status.toLowerCase() };
  }
  const stage = KEPT.has(end) ? 'won' : 'lost';
  return { kind: 'dispute', ...which, stage, state: (end || status).toLowerCase() };
}

/** Ends of a dispute after which the shop has its money. Source: Disputes v1, `outcome_code`. */
const KEPT = new Set([
  'RESOLVED_SELLER_FAVOUR',
  'CANCELED_BY_BUYER',
  'RESOLVED_WITH_PAYOUT',
  'DENIED',
]);

async function paymentOfCapture(
  paypal: Paypal,
  id: string | null | undefined,
  record: Job['record'],
): Promise<WhichPayment | undefined> {
  if (id == null || !/^[\w-]{1,128}$/.test(id)) return undefined;
  const path = `/v2/payments/captures/${id}`;
  const capture = await paypal.call(captureSchema, { method: 'GET', path, record });
  return capture.kind === 'yes' ? paymentOf(capture.answer) : undefined;
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
