import { z } from 'zod';
import { validate } from '../../../kernel/server/contract';
import type { Money, Objection, PaymentFacts, PaymentProvider } from '../domain/provider';
import type { Addresses } from './addresses';
import type { Daraja } from './client';
import { mpesaInbox, type KnownAddresses } from './inbox';
import { listMpesa, sentByMpesa } from './list';
import { kenyanPhone } from './phone';
import type { MpesaSettings } from './settings';
import { mpesaVerbs } from './verbs';

/** Minor units: Safaricom takes no more at once. */
const LARGEST = 250_000_00;

const inputSchema = z.strictObject({ phoneNumber: kenyanPhone });

/** M-Pesa by Safaricom's Daraja: a prompt on the shopper's phone, or the paybill paid by hand. */
export function mpesaProvider(
  daraja: Daraja,
  settings: MpesaSettings,
  addresses: Addresses,
  known: KnownAddresses,
): PaymentProvider {
  const { ask, look, ...verbs } = mpesaVerbs(daraja, settings, addresses, known);
  return {
    method: 'mpesa',
    name: 'M-Pesa',
    begins: 'capture',
    promptSeconds: 120,
    begunStatus: 202,
    readInput: (rest) => validate(inputSchema, rest),
    bothers: (input) => inputSchema.safeParse(input).data?.phoneNumber,
    shows: shownOf,
    objection,
    verbs,
    ask,
    look,
    list: (from, to) => listMpesa(daraja, settings.shortcode, from, to),
    sent: (from, to) => sentByMpesa(daraja, settings.shortcode, from, to),
    inbox: mpesaInbox(known, settings.shortcode),
  };
}

function shownOf({ reference, details }: PaymentFacts): Record<string, unknown> {
  return {
    checkoutRequestId: reference,
    merchantRequestId: details.merchantRequestId,
    customerMessage: details.customerMessage,
  };
}

function objection({ amount, currency }: Money): Objection | undefined {
  if (currency !== 'KES') {
    return { code: 'PAYMENT_METHOD_UNAVAILABLE', message: 'M-Pesa takes Kenyan shillings only.' };
  }
  if (amount > LARGEST) {
    return { code: 'AMOUNT_TOO_LARGE', message: 'M-Pesa takes 250,000 shillings at most.' };
  }
  return amount % 100 === 0
    ? undefined
    : { code: 'WHOLE_SHILLINGS_ONLY', message: 'M-Pesa takes whole shillings only.' };
}
