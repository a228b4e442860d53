import { z } from 'zod';
import { validate } from '../../../kernel/server/contract';
import type { Money, Objection, PaymentProvider } from '../domain/provider';
import { toPaypal } from './amounts';
import type { Certificates } from './certificates';
import type { Paypal } from './client';
import { paypalInbox } from './inbox';
import type { PaypalSettings } from './settings';
import { listPaypal } from './list';
import { paypalVerbs, type Returns } from './verbs';

const nothing = z.strictObject({});

/** PayPal: an order that the payer approves on PayPal's own page, and that is captured then. */
export function paypalProvider(
  paypal: Paypal,
  certificates: Certificates,
  { webhookId }: PaypalSettings,
  returnsFor: (orderNumber: string) => Returns | undefined,
): PaymentProvider {
  const { ask, look, ...verbs } = paypalVerbs(paypal, returnsFor);
  return {
    method: 'paypal',
    name: 'PayPal',
    begins: 'capture',
    promptSeconds: 0,
    begunStatus: 201,
    readInput: (rest) => validate(nothing, rest),
    shows: ({ reference, details }) => ({
      paypalOrderId: reference,
      approveUrl: details.approveUrl,
    }),
    objection,
    canGiveBack: ({ amount, currency }) => toPaypal(amount, currency).kind === 'amount',
    verbs,
    ask,
    look,
    list: (from, to) => listPaypal(paypal, from, to),
    inbox: paypalInbox(paypal, certificates, webhookId),
  };
}

function objection({ amount, currency }: Money): Objection | undefined {
  const { kind } = toPaypal(amount, currency);
  if (kind === 'amount') return undefined;
  return kind === 'too_large'
    ? { code: 'AMOUNT_TOO_LARGE', message: 'This is more than a PayPal payment can be.' }
    : {
        code: 'PAYMENT_METHOD_UNAVAILABLE',
        message: `${currency} of this amount cannot be paid by PayPal.`,
      };
}
