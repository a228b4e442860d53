import { z } from 'zod';
import { validate } from '../../../kernel/server/contract';
import type { Money, Objection, PaymentProvider } from '../domain/provider';
import { toStripe } from './amounts';
import { openStripe, type StripeSettings } from './client';
import { stripeInbox } from './inbox';
import { listStripe } from './list';
import { stripeVerbs } from './verbs';

const nothing = z.strictObject({});

/** Cards and whatever else Stripe offers, by PaymentIntents. No card data ever comes here. */
export function stripeProvider(settings: StripeSettings): PaymentProvider {
  const stripe = openStripe(settings);
  const { ask, look, ...verbs } = stripeVerbs(stripe, settings);
  return {
    method: 'stripe',
    name: 'Card',
    begins: settings.capture === 'manual' ? 'authorize' : 'capture',
    promptSeconds: 0,
    begunStatus: 201,
    readInput: (rest) => validate(nothing, rest),
    shows: ({ reference }) => ({ intentId: reference }),
    objection,
    canGiveBack: ({ amount, currency }) => toStripe(amount, currency).kind === 'amount',
    verbs,
    ask,
    look,
    list: (from, to) => listStripe(stripe, from, to),
    inbox: stripeInbox(stripe, settings),
  };
}

function objection({ amount, currency }: Money): Objection | undefined {
  const { kind } = toStripe(amount, currency);
  if (kind === 'amount') return undefined;
  return kind === 'too_large'
    ? { code: 'AMOUNT_TOO_LARGE', message: 'This is more than a card payment can be.' }
    : {
        code: 'PAYMENT_METHOD_UNAVAILABLE',
        message: `${currency} of this amount cannot be paid by card.`,
      };
}
