import { z } from 'zod';
import { validate } from '../../../../src/plugins/kernel/server/contract';
import type {
  Job,
  Outcome,
  PaymentProvider,
} from '../../../../src/plugins/payments/server/contract';
import type { Booking, VoucherOffice } from './office';

const inputSchema = z.strictObject({ voucher: z.string().regex(/^[A-Z0-9]{8}$/) });

/** Vouchers: redeemed at once, for the whole of what is due, given back to the voucher. */
export function voucherProvider(office: VoucherOffice): PaymentProvider {
  const capture = async ({ input, key, amount, payment }: Job): Promise<Outcome> => {
    const { voucher } = inputSchema.parse(input);
    return outcomeOf(await office.redeem(key, voucher, amount, payment.currency));
  };
  const refund = async ({ key, amount, payment }: Job): Promise<Outcome> =>
    outcomeOf(await office.giveBack(key, payment.reference ?? '', amount));

  return {
    method: 'voucher',
    name: 'Voucher',
    begins: 'capture',
    promptSeconds: 0,
    begunStatus: 201,
    readInput: (rest) => validate(inputSchema, rest),
    shows: ({ reference }) => ({ redemptionId: reference }),
    objection: ({ currency }) =>
      currency === 'USD'
        ? undefined
        : { code: 'PAYMENT_METHOD_UNAVAILABLE', message: 'Vouchers are in dollars.' },
    verbs: { capture, refund },
    /** A refund has all that it needs to be made again; a redemption's voucher is not kept. */
    async ask(job) {
      const booking = await office.find(job.key);
      if (booking !== undefined) return outcomeOf(booking);
      if (job.operation === 'refund') return refund(job);
      return { result: 'failed', code: 'lost', message: 'The voucher was not redeemed.' };
    },
  };
}

function outcomeOf({ id, state, amount, currency, why = 'refused' }: Booking): Outcome {
  if (state === 'refused') return { result: 'failed', code: 'refused', message: why };
  const names = amount < 0 ? { providerId: id } : { reference: id, receipt: id };
  return { result: 'succeeded', amount: Math.abs(amount), currency, ...names };
}
