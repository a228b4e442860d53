import type { DomainEvent } from '../../../kernel/server/contract';
import type { PaymentState } from './ledger';
import type { DisputeStage } from './provider';

/** What listeners are told of a payment. Amounts in minor units. */
export interface PaymentEvent {
  /** Of the payment, as is `paymentId`. */
  documentId: string;
  paymentId: string;
  /** Document id of the order. */
  orderId: string;
  /** The order's number. */
  number: string;
  method: string;
  status: PaymentState;
  currency: string;
  amount: number;
  amountCaptured: number;
  amountRefunded: number;
  /** The provider's code for why it failed. */
  reason: string | null;
}

/** Money that came in for an order that was over. */
export interface LateMoney extends PaymentEvent {
  /** The order lives again, or the money goes back. */
  became: 'revived' | 'refunded';
}

export interface DisputedPayment extends PaymentEvent {
  dispute: DisputeStage;
  /** As the provider calls it. */
  state: string;
}

/** Something that a person must look at: a payment, or a message of a provider. */
export type ToReview =
  | (PaymentEvent & { why: string })
  | {
      /** Of the message in the inbox. */
      documentId: string;
      paymentId: string | null;
      provider: string;
      eventId: string;
      type: string;
      why: string | null;
    };

/** The events of this room with what they carry. */
export interface PaymentEvents {
  'payment.authorized': PaymentEvent;
  'payment.captured': PaymentEvent;
  'payment.failed': PaymentEvent;
  'payment.cancelled': PaymentEvent;
  'payment.refunded': PaymentEvent;
  'payment.late': LateMoney;
  'payment.disputed': DisputedPayment;
  'payment.review': ToReview;
}

/** An event of this room for the outbox. */
export function happened<Name extends keyof PaymentEvents>(
  event: Name,
  payload: PaymentEvents[Name],
): DomainEvent {
  return { event, subject: payload.documentId, payload: { ...payload } };
}
