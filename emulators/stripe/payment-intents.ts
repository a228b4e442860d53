import { createHash } from 'node:crypto';
import { Refused, type Call, type Reply } from '../lib/http';
import type { Books } from './books';
import { parseForm, textIn, textsIn, type Form } from './form';
import { newCharge, newIntent, now, type PaymentIntent } from './objects';
import { errorReply, invalidRequest } from './refusals';

/** Stripe's own test cards, by what becomes of them. */
const DECLINED: Readonly<Record<string, string>> = {
  pm_card_chargeDeclined: 'generic_decline',
  pm_card_visa_chargeDeclined: 'generic_decline',
  pm_card_chargeDeclinedInsufficientFunds: 'insufficient_funds',
  pm_card_visa_chargeDeclinedInsufficientFunds: 'insufficient_funds',
  pm_card_chargeDeclinedExpiredCard: 'expired_card',
};
const ASKS_THE_HOLDER = new Set([
  'pm_card_authenticationRequired',
  'pm_card_threeDSecure2Required',
]);
/** Debits that take days; here until `settle`. */
const SLOW = new Set(['pm_usBankAccount_success', 'pm_sepaDebit_success']);

/** The same for the same card, whoever pays with it. */
function fingerprintOf(card: string | null): string {
  return createHash('sha256')
    .update(card ?? '')
    .digest('base64url')
    .slice(0, 16);
}

const LARGEST_AMOUNT = 99_999_999;

/** Payment intents and what moves them on. */
export class PaymentIntents {
  constructor(private readonly books: Books) {}

  create(call: Call): Reply {
    const form = parseForm(call.raw.toString());
    const currency = textIn(form, 'currency')?.toLowerCase() ?? '';
    if (currency === '')
      throw invalidRequest('Missing required param: currency.', 'currency', 'parameter_missing');
    if (!/^[a-z]{3}$/.test(currency))
      throw invalidRequest(`Invalid currency: ${currency}.`, 'currency');
    const method = textIn(form, 'capture_method') ?? 'automatic';
    if (!['automatic', 'automatic_async', 'manual'].includes(method)) {
      throw invalidRequest('Invalid capture_method.', 'capture_method');
    }
    const automatic = form.automatic_payment_methods;
    const intent = newIntent({
      amount: amountIn(form, 'amount'),
      currency,
      capture_method: method,
      metadata: textsIn(form, 'metadata'),
      description: textIn(form, 'description') ?? null,
      customer: textIn(form, 'customer') ?? null,
      receipt_email: textIn(form, 'receipt_email') ?? null,
      automatic_payment_methods:
        typeof automatic === 'object'
          ? { enabled: automatic.enabled === 'true', allow_redirects: 'always' }
          : null,
      payment_method: textIn(form, 'payment_method') ?? null,
    });
    if (intent.payment_method !== null) intent.status = 'requires_confirmation';
    this.books.intents.set(intent.id, intent);
    this.tell('created', intent, call);
    return textIn(form, 'confirm') === 'true' ? this.charge(intent, call) : found(intent);
  }

  retrieve(call: Call): Reply {
    return found(this.books.intent(call.params.id ?? ''));
  }

  update(call: Call): Reply {
    const intent = this.books.intent(call.params.id ?? '');
    const form = parseForm(call.raw.toString());
    if (form.amount !== undefined) {
      this.must(
        intent,
        ['requires_payment_method', 'requires_confirmation', 'requires_action'],
        'updated',
      );
      intent.amount = amountIn(form, 'amount');
    }
    Object.assign(intent.metadata, textsIn(form, 'metadata'));
    intent.description = textIn(form, 'description') ?? intent.description;
    return found(intent);
  }

  confirm(call: Call): Reply {
    const intent = this.books.intent(call.params.id ?? '');
    const form = parseForm(call.raw.toString());
    this.must(
      intent,
      ['requires_payment_method', 'requires_confirmation', 'requires_action'],
      'confirmed',
    );
    intent.payment_method = textIn(form, 'payment_method') ?? intent.payment_method;
    if (intent.payment_method === null) {
      throw invalidRequest(
        "You cannot confirm this PaymentIntent because it's missing a payment method.",
        undefined,
        'payment_intent_unexpected_state',
      );
    }
    return this.charge(intent, call);
  }

  capture(call: Call): Reply {
    const intent = this.books.intent(call.params.id ?? '');
    const form = parseForm(call.raw.toString());
    this.must(intent, ['requires_capture'], 'captured');
    const amount =
      form.amount_to_capture === undefined
        ? intent.amount_capturable
        : amountIn(form, 'amount_to_capture');
    if (amount > intent.amount_capturable) {
      throw invalidRequest(
        'The amount to capture is greater than the amount that can be captured.',
        'amount_to_capture',
        'amount_too_large',
      );
    }
    const charge = this.books.charge(intent.latest_charge ?? '');
    charge.captured = true;
    charge.amount_captured = amount;
    this.succeed(intent, amount, call);
    return found(intent);
  }

  cancel(call: Call): Reply {
    const intent = this.books.intent(call.params.id ?? '');
    this.must(
      intent,
      ['requires_payment_method', 'requires_capture', 'requires_confirmation', 'requires_action'],
      'canceled',
    );
    const form = parseForm(call.raw.toString());
    intent.status = 'canceled';
    intent.canceled_at = now();
    intent.cancellation_reason = textIn(form, 'cancellation_reason') ?? null;
    intent.amount_capturable = 0;
    this.tell('canceled', intent, call);
    return found(intent);
  }

  /** What the holder of the card, or the bank after its days, does: `POST /_emulator/payment_intents/:id/settle`. */
  settle(call: Call): Reply {
    const intent = this.books.intent(call.params.id ?? '');
    this.must(intent, ['requires_action', 'processing'], 'settled');
    intent.next_action = null;
    this.approve(intent, call);
    return found(intent);
  }

  private charge(intent: PaymentIntent, call: Call): Reply {
    const method = intent.payment_method ?? '';
    const decline = DECLINED[method];
    if (decline !== undefined) return this.decline(intent, decline, call);
    if (ASKS_THE_HOLDER.has(method)) {
      intent.status = 'requires_action';
      intent.next_action = {
        type: 'use_stripe_sdk',
        use_stripe_sdk: { type: 'three_d_secure_redirect' },
      };
      this.tell('requires_action', intent, call);
    } else if (SLOW.has(method)) {
      intent.status = 'processing';
      this.tell('processing', intent, call);
    } else {
      this.approve(intent, call);
    }
    return found(intent);
  }

  private approve(intent: PaymentIntent, call: Call): void {
    const isCaptured = intent.capture_method !== 'manual';
    const charge = newCharge(intent, isCaptured);
    this.books.charges.set(charge.id, charge);
    intent.latest_charge = charge.id;
    intent.last_payment_error = null;
    if (isCaptured) {
      this.succeed(intent, intent.amount, call);
      return;
    }
    intent.status = 'requires_capture';
    intent.amount_capturable = intent.amount;
    this.books.events.emit('charge.succeeded', charge, intent.amount, keyOf(call));
    this.tell('amount_capturable_updated', intent, call);
  }

  private succeed(intent: PaymentIntent, amount: number, call: Call): void {
    intent.status = 'succeeded';
    intent.amount_received = amount;
    intent.amount_capturable = 0;
    const charge = this.books.charge(intent.latest_charge ?? '');
    this.books.ledger.add({
      kind: 'capture',
      id: intent.id,
      reference: intent.metadata.orderId ?? intent.description ?? '',
      amount,
      currency: intent.currency.toUpperCase(),
    });
    this.books.events.emit('charge.succeeded', charge, amount, keyOf(call));
    this.tell('succeeded', intent, call);
  }

  private decline(intent: PaymentIntent, declineCode: string, call: Call): Reply {
    const charge = newCharge(intent, false, declineCode);
    this.books.charges.set(charge.id, charge);
    const error = {
      type: 'card_error' as const,
      code: 'card_declined',
      decline_code: declineCode,
      message: 'Your card was declined.',
      charge: charge.id,
      payment_method: {
        id: intent.payment_method,
        object: 'payment_method',
        type: 'card',
        card: { brand: 'visa', last4: '0002', fingerprint: fingerprintOf(intent.payment_method) },
      },
    };
    Object.assign(intent, {
      status: 'requires_payment_method',
      latest_charge: charge.id,
      payment_method: null,
      last_payment_error: error,
    });
    this.tell('payment_failed', intent, call);
    return errorReply(402, { ...error, payment_intent: structuredClone(intent) });
  }

  private tell(what: string, intent: PaymentIntent, call: Call): void {
    this.books.events.emit(`payment_intent.${what}`, intent, intent.amount, keyOf(call));
  }

  private must(
    intent: PaymentIntent,
    states: readonly PaymentIntent['status'][],
    what: string,
  ): void {
    if (states.includes(intent.status)) return;
    throw new Refused(
      errorReply(400, {
        type: 'invalid_request_error',
        code: 'payment_intent_unexpected_state',
        message: `This PaymentIntent could not be ${what} because it has a status of ${intent.status}.`,
        payment_intent: structuredClone(intent),
      }),
    );
  }
}

/** A positive whole amount. @throws Refused */
export function amountIn(form: Form, name: string): number {
  const text = textIn(form, name);
  if (text === undefined)
    throw invalidRequest(`Missing required param: ${name}.`, name, 'parameter_missing');
  if (!/^-?\d+$/.test(text))
    throw invalidRequest(`Invalid integer: ${text}`, name, 'parameter_invalid_integer');
  const amount = Number(text);
  if (amount < 1)
    throw invalidRequest(
      'This value must be greater than or equal to 1.',
      name,
      'parameter_invalid_integer',
    );
  if (amount > LARGEST_AMOUNT)
    throw invalidRequest('Amount must be no more than 99999999.', name, 'amount_too_large');
  return amount;
}

export function keyOf({ headers }: Call): string | null {
  const key = headers['idempotency-key'];
  return typeof key === 'string' ? key : null;
}

/** As it is now: what a kept answer says does not change afterwards. */
function found(intent: PaymentIntent): Reply {
  return { status: 200, body: structuredClone(intent) };
}
