import type { Outcome } from '../domain/provider';
import { fromPaypal } from './amounts';
import type { No } from './client';
import type { Capture, Order, Refund } from './objects';

/** What the state of an order says of the money. `APPROVED` is not among the ends: it must be captured. */
export function outcomeOfOrder(order: Order): Outcome {
  const { id: reference, status } = order;
  const capture = captureOf(order);
  if (capture !== undefined) return { ...outcomeOfCapture(capture), reference };
  if (status === 'VOIDED') {
    return { result: 'failed', code: 'voided', message: 'PayPal has called it off.', reference };
  }
  return { result: 'pending', reference };
}

/** What an order's money is known by: the capture that has brought it, else one that still may. */
export function captureOf({ purchase_units: [unit] }: Order): Capture | undefined {
  const captures = unit?.payments ?? [];
  return (
    captures.findLast(({ status }) => TAKEN.has(status)) ??
    captures.findLast(({ status }) => status === 'PENDING') ??
    captures.at(-1)
  );
}

/** States of a capture that has brought its money, whatever went back since. */
const TAKEN: ReadonlySet<string> = new Set(['COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED']);

/** A completed order whose capture is pending, or does not say how much it is of, is not paid. */
export function outcomeOfCapture({
  id: receipt,
  status,
  amount,
  status_details,
}: Capture): Outcome {
  switch (status) {
    case 'COMPLETED':
    case 'PARTIALLY_REFUNDED':
    case 'REFUNDED':
      if (amount == null) return { result: 'pending' };
      return {
        result: 'succeeded',
        amount: fromPaypal(amount),
        currency: amount.currency_code,
        receipt,
      };
    case 'DECLINED':
    case 'FAILED': {
      const code = (status_details?.reason || status).toLowerCase();
      return { result: 'failed', code, message: 'PayPal has not taken the money.' };
    }
    default:
      return { result: 'pending', isOnItsWay: status === 'PENDING' };
  }
}

/** A refund whose amount is not told is not believed to be through. */
export function outcomeOfRefund({ id: providerId, status, amount }: Refund): Outcome {
  switch (status) {
    case 'COMPLETED':
      if (amount == null) return { result: 'pending', providerId };
      return {
        result: 'succeeded',
        amount: fromPaypal(amount),
        currency: amount.currency_code,
        providerId,
      };
    case 'FAILED':
    case 'CANCELLED':
      return {
        result: 'failed',
        code: status.toLowerCase(),
        message: `The refund ended as ${status.toLowerCase()}.`,
        providerId,
      };
    default:
      return { result: 'pending', providerId };
  }
}

/** What a clear no says of an operation. */
export function outcomeOfNo({ code, message }: No): Outcome {
  switch (code) {
    // The payer chooses another way to pay and approves once more.
    case 'INSTRUMENT_DECLINED':
      return { result: 'declined', code, message };
    case 'ORDER_NOT_APPROVED':
    case 'PAYER_ACTION_REQUIRED':
    case 'PENDING_CAPTURE':
    case 'ORDER_COMPLETION_IN_PROGRESS':
      return { result: 'pending' };
    default:
      return { result: 'failed', code, message };
  }
}
