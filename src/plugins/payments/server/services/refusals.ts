import { Refusal } from '../../../kernel/server/contract';
import type { OrderStatus } from '../../../orders/server/contract';

export function providerUnavailable(method: string, seconds: number): Refusal {
  return new Refusal(
    'PROVIDER_UNAVAILABLE',
    'The payment provider does not answer just now. Try again, or pay another way.',
    { paymentMethod: method },
    seconds,
  );
}

export function paymentInProgress(): Refusal {
  return new Refusal(
    'PAYMENT_IN_PROGRESS',
    'A payment is under way, and its end is not known yet.',
    {},
    10,
  );
}

/** The provider's clear no. */
export function paymentRefused({ code, message }: { code: string; message: string }): Refusal {
  return new Refusal('PAYMENT_REFUSED', message, { reason: code });
}

export function notPayable({ status, paymentStatus }: { status: string; paymentStatus: string }) {
  return new Refusal('ORDER_NOT_PAYABLE', 'There is nothing to pay for this order.', {
    status,
    paymentStatus,
  });
}

export function amountMismatch(amount: number, due: number, currency: string): Refusal {
  return new Refusal('AMOUNT_MISMATCH', 'This is not the amount that is due.', {
    amount,
    due,
    currency,
  });
}

export function paymentNotFound(): Refusal {
  return new Refusal('PAYMENT_NOT_FOUND', 'This order has no such payment.');
}

export function refundExceeds(refundable: number, currency: string): Refusal {
  return new Refusal('REFUND_EXCEEDS_CAPTURED', 'This is more than is left of what was captured.', {
    refundable,
    currency,
  });
}

export function nothingToRefund(): Refusal {
  return new Refusal('NOTHING_TO_REFUND', 'Nothing was captured for this order.');
}

/**
 * An account stays as long as money of its orders is under way.
 *
 * @param orders those that keep it
 */
export function ordersUnderWay(
  orders: readonly { number: string; status: OrderStatus }[],
): Refusal {
  return new Refusal(
    'ORDERS_UNDER_WAY',
    'Money of this account’s orders is still under way. Wait for it, or cancel them.',
    { orders: orders.map(({ number, status }) => ({ number, status })) },
  );
}
