import type Stripe from 'stripe';
import type { ListedMovement } from '../domain/provider';
import { fromStripe } from './amounts';
import { intentSchema, refundSchema } from './objects';

/** An intent may be paid days after it was made, and a list goes by when that was. */
const EARLIER_SECONDS = 8 * 24 * 60 * 60;
const PAGE = 100;

/** What Stripe has taken and given back in a time; intents of some days before are in it, too. */
export async function* listStripe(
  stripe: Stripe,
  from: Date,
  to: Date,
): AsyncIterable<ListedMovement> {
  const [gte, lt] = [secondsOf(from), secondsOf(to)];
  const intents = stripe.paymentIntents.list({
    created: { gte: gte - EARLIER_SECONDS, lt },
    limit: PAGE,
  });
  for await (const one of intents) {
    const { id, status, amount_received, currency, latest_charge, created } =
      intentSchema.parse(one);
    if (status !== 'succeeded' || !amount_received) continue;
    yield {
      operation: 'capture',
      reference: id,
      providerId: latest_charge ?? id,
      amount: fromStripe(amount_received, currency),
      currency,
      at: new Date(created * 1_000),
    };
  }
  for await (const one of stripe.refunds.list({ created: { gte, lt }, limit: PAGE })) {
    const { id, status, amount, currency, payment_intent, charge, created } =
      refundSchema.parse(one);
    if (status !== 'succeeded') continue;
    yield {
      operation: 'refund',
      reference: payment_intent ?? charge ?? '',
      providerId: id,
      amount: fromStripe(amount, currency),
      currency,
      at: new Date(created * 1_000),
    };
  }
}

function secondsOf(time: Date): number {
  return Math.floor(time.getTime() / 1_000);
}
