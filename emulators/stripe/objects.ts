import { hex, letters } from '../lib/ids';

/** Stripe's objects, with the fields that an integration reads. Times are seconds. */

export interface PaymentIntent {
  id: string;
  object: 'payment_intent';
  amount: number;
  amount_capturable: number;
  amount_received: number;
  automatic_payment_methods: { enabled: boolean; allow_redirects: string } | null;
  canceled_at: number | null;
  cancellation_reason: string | null;
  capture_method: string;
  client_secret: string;
  confirmation_method: string;
  created: number;
  currency: string;
  customer: string | null;
  description: string | null;
  last_payment_error: object | null;
  latest_charge: string | null;
  livemode: false;
  metadata: Record<string, string>;
  next_action: object | null;
  payment_method: string | null;
  payment_method_types: string[];
  receipt_email: string | null;
  setup_future_usage: null;
  status:
    | 'requires_payment_method'
    | 'requires_confirmation'
    | 'requires_action'
    | 'processing'
    | 'requires_capture'
    | 'succeeded'
    | 'canceled';
}

export interface Charge {
  id: string;
  object: 'charge';
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  balance_transaction: string | null;
  captured: boolean;
  created: number;
  currency: string;
  disputed: boolean;
  failure_code: string | null;
  failure_message: string | null;
  livemode: false;
  metadata: Record<string, string>;
  outcome: object;
  paid: boolean;
  payment_intent: string;
  payment_method: string | null;
  payment_method_details: object;
  refunded: boolean;
  status: 'succeeded' | 'pending' | 'failed';
}

export interface Refund {
  id: string;
  object: 'refund';
  amount: number;
  balance_transaction: string | null;
  charge: string;
  created: number;
  currency: string;
  failure_reason?: string;
  metadata: Record<string, string>;
  payment_intent: string;
  reason: string | null;
  receipt_number: null;
  source_transfer_reversal: null;
  status: 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled';
  transfer_reversal: null;
}

export interface Dispute {
  id: string;
  object: 'dispute';
  amount: number;
  balance_transactions: [];
  charge: string;
  created: number;
  currency: string;
  evidence_details: object;
  is_charge_refundable: boolean;
  livemode: false;
  metadata: Record<string, string>;
  payment_intent: string;
  reason: string;
  status: 'needs_response' | 'won' | 'lost';
}

export interface StripeEvent {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  data: { object: object };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
}

const API_VERSION = '2026-10-28.endive';

export const now = (): number => Math.floor(Date.now() / 1000);

export function newIntent(
  given: Pick<PaymentIntent, 'amount' | 'currency' | 'capture_method' | 'metadata'> &
    Partial<PaymentIntent>,
): PaymentIntent {
  const id = `pi_3${letters(23)}`;
  return {
    id,
    object: 'payment_intent',
    amount_capturable: 0,
    amount_received: 0,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${letters(25)}`,
    confirmation_method: 'automatic',
    created: now(),
    customer: null,
    description: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    next_action: null,
    payment_method: null,
    payment_method_types: ['card'],
    receipt_email: null,
    setup_future_usage: null,
    status: 'requires_payment_method',
    ...given,
  };
}

export function newCharge(intent: PaymentIntent, isCaptured: boolean, decline?: string): Charge {
  return {
    id: `ch_3${letters(23)}`,
    object: 'charge',
    amount: intent.amount,
    amount_captured: isCaptured ? intent.amount : 0,
    amount_refunded: 0,
    balance_transaction: isCaptured ? `txn_3${letters(23)}` : null,
    captured: isCaptured,
    created: now(),
    currency: intent.currency,
    disputed: false,
    failure_code: decline === undefined ? null : 'card_declined',
    failure_message: decline === undefined ? null : 'Your card was declined.',
    livemode: false,
    metadata: intent.metadata,
    outcome: {
      network_status: decline === undefined ? 'approved_by_network' : 'declined_by_network',
    },
    paid: decline === undefined,
    payment_intent: intent.id,
    payment_method: intent.payment_method,
    payment_method_details: {
      type: 'card',
      card: { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2034, country: 'US' },
    },
    refunded: false,
    status: decline === undefined ? 'succeeded' : 'failed',
  };
}

export function newRefund(
  charge: Charge,
  given: Pick<Refund, 'amount' | 'metadata' | 'reason' | 'status'>,
): Refund {
  return {
    id: `re_3${letters(23)}`,
    object: 'refund',
    balance_transaction: `txn_3${letters(23)}`,
    charge: charge.id,
    created: now(),
    currency: charge.currency,
    payment_intent: charge.payment_intent,
    receipt_number: null,
    source_transfer_reversal: null,
    transfer_reversal: null,
    ...given,
  };
}

export function newDispute(charge: Charge): Dispute {
  return {
    id: `du_1${letters(23)}`,
    object: 'dispute',
    amount: charge.amount_captured,
    balance_transactions: [],
    charge: charge.id,
    created: now(),
    currency: charge.currency,
    evidence_details: { due_by: now() + 7 * 24 * 3600, has_evidence: false },
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: 'fraudulent',
    status: 'needs_response',
  };
}

export function newEvent(type: string, object: object, idempotencyKey: string | null): StripeEvent {
  return {
    id: `evt_1${letters(23)}`,
    object: 'event',
    api_version: API_VERSION,
    created: now(),
    // As it is now, whatever becomes of it before the event arrives.
    data: { object: structuredClone(object) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: `req_${hex(7)}`, idempotency_key: idempotencyKey },
    type,
  };
}
