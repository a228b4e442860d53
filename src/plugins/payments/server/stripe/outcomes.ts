import type { Operation } from '../domain/operations';
import type { Outcome } from '../domain/provider';
import { fromStripe } from './amounts';
import type { No } from './client';
import type { Intent, Refund } from './objects';

/**
 * What the state of a PaymentIntent says of one of its operations. A refused try returns it to
 * `requires_payment_method`, so that is no end. Source: docs.stripe.com/payments/paymentintents/lifecycle.
 */
export function outcomeOfIntent(intent: Intent, operation: Operation): Outcome {
  const { id: reference, currency, status } = intent;
  const handover = intent.client_secret ? { clientSecret: intent.client_secret } : undefined;
  const learned = { reference, ...(handover === undefined ? {} : { handover }) };
  const money = (amount: number) => ({ amount: fromStripe(amount, currency), currency });

  if (operation === 'void') {
    if (status === 'canceled') return { result: 'succeeded', ...money(intent.amount), ...learned };
    if (status === 'succeeded') {
      return { result: 'failed', code: 'paid', message: 'It was paid already.', ...learned };
    }
    return { result: 'pending', ...learned };
  }
  const receipt = intent.latest_charge === null ? {} : { receipt: intent.latest_charge };
  if (status === 'succeeded') {
    const amount = operation === 'authorize' ? intent.amount : intent.amount_received;
    if (amount == null) return { result: 'pending', ...learned };
    return { result: 'succeeded', ...money(amount), ...receipt, ...learned };
  }
  if (status === 'requires_capture' && operation === 'authorize') {
    return {
      result: 'succeeded',
      ...money(intent.amount_capturable ?? intent.amount),
      ...receipt,
      ...learned,
    };
  }
  if (status === 'canceled') {
    const message = `Called off: ${intent.cancellation_reason ?? 'no reason given'}.`;
    return { result: 'failed', code: 'canceled', message, ...learned };
  }
  const refused = intent.last_payment_error;
  if (status === 'requires_payment_method' && refused) {
    const code = refused.decline_code ?? refused.code ?? 'declined';
    const message = refused.message ?? 'Declined.';
    const instrument = refused.payment_method?.card?.fingerprint;
    return {
      result: 'declined',
      code,
      message,
      ...(instrument ? { instrument } : {}),
      ...learned,
    };
  }
  return { result: 'pending', isOnItsWay: status === 'processing', ...learned };
}

/** What the state of a Refund says of ours. */
export function outcomeOfRefund(refund: Refund): Outcome {
  const { id: providerId, currency } = refund;
  const amount = fromStripe(refund.amount, currency);
  switch (refund.status) {
    case 'succeeded':
      return { result: 'succeeded', amount, currency, providerId };
    case 'failed':
    case 'canceled':
      return {
        result: 'failed',
        code: refund.failure_reason ?? refund.status,
        message: `The refund ended as ${refund.status}.`,
        providerId,
      };
    default:
      return { result: 'pending', providerId };
  }
}

/** What a clear no to a call says. */
export function outcomeOfNo({ code, message }: No): Outcome {
  return { result: 'failed', code, message };
}
