import type Stripe from 'stripe';
import type { Job, Outcome, Verb } from '../domain/provider';
import { toStripe } from './amounts';
import { callsOf, isNo, type Calls } from './calls';
import { noOf, type StripeSettings } from './client';
import { outcomeOfIntent, outcomeOfNo, outcomeOfRefund } from './outcomes';

/** Stripe keeps idempotency keys for 24 hours at least. */
const KEPT_SECONDS = 20 * 60 * 60;

/** What Stripe does with money for us, and how it is asked what became of it. */
export interface StripeVerbs {
  authorize: Verb;
  capture: Verb;
  refund: Verb;
  void: Verb;
  ask: Verb;
  look: Verb;
}

/** The verbs of a Stripe account whose cards are captured at once or later. */
export function stripeVerbs(stripe: Stripe, { capture: captures }: StripeSettings): StripeVerbs {
  /** Makes the intent; where the answer to an earlier call was lost, it is found again. */
  const begin = async (job: Job, calls: Calls): Promise<Outcome> => {
    const intent = await calls.createIntent({
      amount: amountOf(job),
      currency: job.payment.currency.toLowerCase(),
      capture_method: captures,
      automatic_payment_methods: { enabled: true },
      metadata: calls.metadata(),
    });
    return isNo(intent) ? outcomeOfNo(intent) : outcomeOfIntent(intent, job.operation);
  };

  const capture: Verb = async (job) => {
    const calls = callsOf(stripe, job);
    const { reference } = job.payment;
    if (captures === 'automatic' || reference === null) return begin(job, calls);
    const intent = await calls.captureIntent(reference, { amount_to_capture: amountOf(job) });
    if (!isNo(intent)) return outcomeOfIntent(intent, 'capture');
    // It may have been captured, or called off, by another hand.
    const now = outcomeOfIntent(await calls.intent(reference), 'capture');
    return now.result === 'pending' ? outcomeOfNo(intent) : now;
  };

  const refund: Verb = async (job) => {
    const converted = toStripe(job.amount, job.payment.currency);
    if (converted.kind !== 'amount') return byHand;
    const calls = callsOf(stripe, job);
    const made = await calls.createRefund({
      payment_intent: referenceOf(job),
      amount: converted.amount,
      metadata: calls.metadata(),
    });
    return isNo(made) ? outcomeOfNo(made) : outcomeOfRefund(made);
  };

  const callOff: Verb = async (job) => {
    const calls = callsOf(stripe, job);
    const { reference } = job.payment;
    if (reference === null) {
      return { result: 'failed', code: 'not_begun', message: 'Stripe does not know of it yet.' };
    }
    const intent = await calls.cancelIntent(reference);
    const now = isNo(intent) ? await calls.intent(reference) : intent;
    const outcome = outcomeOfIntent(now, 'void');
    return outcome.result === 'pending' && isNo(intent) ? outcomeOfNo(intent) : outcome;
  };

  const ask: Verb = async (job) => {
    const calls = callsOf(stripe, job);
    const { reference } = job.payment;
    switch (job.operation) {
      case 'authorize':
      case 'capture': {
        if (reference === null) {
          // While Stripe keeps the key, the same call gives what an earlier one has made.
          if (job.ageSeconds < KEPT_SECONDS) return begin(job, calls);
          const lost = await calls.lostIntent();
          return lost === undefined ? begin(job, calls) : outcomeOfIntent(lost, job.operation);
        }
        const intent = await calls.intent(reference);
        const waits = job.operation === 'capture' && intent.status === 'requires_capture';
        return waits ? capture(job) : outcomeOfIntent(intent, job.operation);
      }
      case 'refund': {
        if (job.providerId !== null) return outcomeOfRefund(await calls.refund(job.providerId));
        const ours = await calls.lostRefund(referenceOf(job));
        return ours === undefined ? refund(job) : outcomeOfRefund(ours);
      }
      case 'void':
        return callOff(job);
    }
  };

  const look: Verb = async (job) => {
    const calls = callsOf(stripe, job);
    if (job.operation !== 'refund') {
      const intent = await calls.intent(referenceOf(job)).catch(noOf);
      return isNo(intent) ? outcomeOfNo(intent) : outcomeOfIntent(intent, job.operation);
    }
    if (job.providerId === null) {
      const ours = await calls.lostRefund(referenceOf(job));
      return ours === undefined ? { result: 'pending' } : outcomeOfRefund(ours);
    }
    const made = await calls.refund(job.providerId).catch(noOf);
    return isNo(made) ? outcomeOfNo(made) : outcomeOfRefund(made);
  };

  return {
    authorize: (job) => begin(job, callsOf(stripe, job)),
    capture,
    refund,
    void: callOff,
    ask,
    look,
  };
}

const byHand: Outcome = {
  result: 'by_hand',
  message: 'Stripe cannot give this amount back to the last digit: hand it back by hand.',
};

function amountOf({ amount, payment }: Job): number {
  const converted = toStripe(amount, payment.currency);
  if (converted.kind === 'amount') return converted.amount;
  throw new Error(`${amount} ${payment.currency} cannot be said to Stripe: ${converted.kind}`);
}

function referenceOf({ payment }: Job): string {
  if (payment.reference === null) throw new Error('Stripe does not know of this payment');
  return payment.reference;
}
