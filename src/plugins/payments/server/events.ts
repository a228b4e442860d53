import type { PaymentState } from './domain/ledger';
import type { DisputeStage } from './domain/provider';

/** A payment as it is after the event. Amounts in minor units. */
export interface PaymentEvent {
  documentId: string;
  /** The same again, as the payments routes name it. */
  paymentId: string;
  /** Document id. */
  orderId: string;
  number: string;
  method: string;
  status: PaymentState;
  currency: string;
  amount: number;
  amountCaptured: number;
  amountRefunded: number;
  /** The provider's code where it failed. */
  reason: string | null;
}

/** Money for an order that was over: the order lives again, or the money goes back. */
export interface LateMoney extends PaymentEvent {
  became: 'revived' | 'refunded';
}

/** A payment that its buyer disputes, or did. */
export interface DisputedPayment extends PaymentEvent {
  dispute: DisputeStage;
  /** In the provider's words. */
  state: string;
}

/** A message of a provider that nobody could make sense of. */
export interface UnclearMessage {
  /** Of the message. */
  documentId: string;
  paymentId: string | null;
  provider: string;
  eventId: string;
  type: string;
  why: string | null;
}

declare module '../../kernel/server/contract' {
  interface EventPayloads {
    /** The provider keeps the money for us. */
    'payment.authorized': PaymentEvent;
    /** Money has come, or more of it. */
    'payment.captured': PaymentEvent;
    /** Money went back, or more of it. */
    'payment.refunded': PaymentEvent;
    /** The provider has said no. */
    'payment.failed': PaymentEvent;
    /** It was called off before money came. */
    'payment.cancelled': PaymentEvent;
    /** Staff must look at it. */
    'payment.review': (PaymentEvent & { why: string }) | UnclearMessage;
    /** The buyer disputes it with their bank. */
    'payment.disputed': DisputedPayment;
    /** Money came in for an order that was over. */
    'payment.late': LateMoney;
  }
}
