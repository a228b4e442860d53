import type { Job } from '../domain/provider';
import { detailsOf } from './details';

/** How money goes back to its payer. */
export type WayBack = { kind: 'reversal' } | { kind: 'payout'; phone: string } | { kind: 'none' };

/**
 * How money goes back; the same at each try. The whole of a payment that Safaricom has named is
 * reversed, a part of it is paid out to the phone. Who paid by hand has no number that we are told, so
 * even a part must be reversed.
 */
export function wayBack(job: Job): WayBack {
  const { receipt } = job.payment;
  const { phone, isNamed } = detailsOf(job.payment);
  if (phone === undefined) return { kind: receipt === null ? 'none' : 'reversal' };
  return isWhole(job) && isNamed === true && receipt !== null
    ? { kind: 'reversal' }
    : { kind: 'payout', phone };
}

/** Whether an operation is of all that came in. */
export function isWhole({ amount, payment }: Job): boolean {
  return amount === payment.amountCaptured;
}
