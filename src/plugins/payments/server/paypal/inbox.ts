import { Refusal } from '../../../kernel/server/contract';
import type {
  Inbox,
  Job,
  Meaning,
  News,
  RawMessage,
  Verified,
  WhichPayment,
} from '../domain/provider';
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

/** The headers of a message that PayPal is asked about, by its names for them. */
const TRANSMISSION = {
  auth_algo: 'paypal-auth-algo',
  cert_url: 'paypal-cert-url',
  transmission_id: 'paypal-transmission-id',
  transmission_sig: 'paypal-transmission-sig',
  transmission_time: 'paypal-transmission-time',
} as const;

/** PayPal's messages: PayPal itself is asked whether it has sent them. */
export function paypalInbox(paypal: Paypal, webhookId: string): Inbox {
  return {
    async verify(message): Promise<Verified> {
      const event = eventSchema.safeParse(jsonOf(message.body));
      if (!event.success) return { kind: 'forged', why: 'it is no event' };
      const transmission = transmissionOf(message);
      if (transmission === undefined) return { kind: 'forged', why: 'it is not signed' };
      if (!(await isPaypals(paypal, { ...transmission, webhook_id: webhookId }, message.body))) {
        return { kind: 'forged', why: 'PayPal says that it is not its own' };
      }
      const { id: eventId, event_type: type } = event.data;
      return { kind: 'genuine', eventId, type, by: 'PayPal’s word' };
    },

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

function transmissionOf({ headers }: RawMessage): Record<string, string> | undefined {
  const found = Object.entries(TRANSMISSION).map(([name, header]) => [name, headers[header]]);
  return found.every(([, value]) => typeof value === 'string' && value !== '')
    ? (Object.fromEntries(found) as Record<string, string>)
    : undefined;
}

/**
 * @param body goes back as it came: written anew, it would not fit the signature
 * @throws Refusal PROVIDER_UNAVAILABLE where PayPal cannot be asked; it will send the message again
 */
async function isPaypals(paypal: Paypal, transmission: object, body: Buffer): Promise<boolean> {
  const question = `${JSON.stringify(transmission).slice(0, -1)},"webhook_event":${body.toString('utf8')}}`;
  try {
    const verdict = await paypal.call(verdictSchema, {
      method: 'POST',
      path: '/v1/notifications/verify-webhook-signature',
      body: question,
      record: () => undefined,
    });
    return verdict.kind === 'yes' && verdict.answer.verification_status === 'SUCCESS';
  } catch (error) {
    throw new Refusal(
      'PROVIDER_UNAVAILABLE',
      'PayPal cannot be asked about this.',
      {
        reason: (error as Error).message,
      },
      5,
    );
  }
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
  refund: Refund,
  record: Job['record'],
): Promise<Meaning> {
  const news: News = {
    operation: 'refund',
    providerId: refund.id,
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

async function meaningOfDispute(
  paypal: Paypal,
  type: string,
  resource: unknown,
  record: Job['record'],
): Promise<Meaning> {
  if (type === 'PAYMENT.CAPTURE.REVERSED') {
    const { links } = refundSchema.pick({ links: true }).parse(resource);
    const up = links
      .find(({ rel }) => rel === 'up')
      ?.href.split('/')
      .at(-1);
    const payment = await paymentOfCapture(paypal, up, record);
    return payment === undefined
      ? notOurs
      : { kind: 'dispute', payment, stage: 'lost', state: 'reversed' };
  }
  const {
    status,
    disputed_transactions: disputed,
    dispute_outcome: outcome,
  } = disputeSchema.parse(resource);
  const payment = await paymentOfCapture(paypal, disputed[0]?.seller_transaction_id, record);
  if (payment === undefined) return notOurs;
  const end = outcome?.outcome_code;
  if (status !== 'RESOLVED' && end === undefined) {
    return { kind: 'dispute', payment, stage: 'open', state: status.toLowerCase() };
  }
  const stage = end !== undefined && KEPT.has(end) ? 'won' : 'lost';
  return { kind: 'dispute', payment, stage, state: (end ?? status).toLowerCase() };
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
  id: string | undefined,
  record: Job['record'],
): Promise<WhichPayment | undefined> {
  if (id === undefined || !/^[\w-]{1,128}$/.test(id)) return undefined;
  const path = `/v2/payments/captures/${id}`;
  const capture = await paypal.call(captureSchema, { method: 'GET', path, record });
  return capture.kind === 'yes' ? paymentOf(capture.answer) : undefined;
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
