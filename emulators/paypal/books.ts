import { Ledger } from '../lib/ledger';
import type { Events } from './events';
import type { Money } from './money';
import { missing } from './refusals';

export type OrderStatus = 'CREATED' | 'APPROVED' | 'COMPLETED' | 'VOIDED' | 'PAYER_ACTION_REQUIRED';
export type CaptureStatus =
  'COMPLETED' | 'DECLINED' | 'PARTIALLY_REFUNDED' | 'PENDING' | 'REFUNDED' | 'FAILED';

export interface Order {
  id: string;
  status: OrderStatus;
  /** In the smallest unit that PayPal has of the currency. */
  units: number;
  amount: Money;
  referenceId: string;
  customId: string | undefined;
  invoiceId: string | undefined;
  returnUrl: string | undefined;
  cancelUrl: string | undefined;
  captureId: string | undefined;
  createdAt: string;
}

export interface Capture {
  id: string;
  orderId: string;
  status: CaptureStatus;
  pendingReason: string | undefined;
  units: number;
  refundedUnits: number;
  amount: Money;
  customId: string | undefined;
  invoiceId: string | undefined;
  createdAt: string;
}

export interface Refund {
  id: string;
  captureId: string;
  status: 'CANCELLED' | 'FAILED' | 'PENDING' | 'COMPLETED';
  units: number;
  amount: Money;
  customId: string | undefined;
  invoiceId: string | undefined;
  note: string | undefined;
  createdAt: string;
}

export interface Dispute {
  id: string;
  captureId: string;
  status: 'OPEN' | 'RESOLVED';
  outcome: 'RESOLVED_SELLER_FAVOUR' | 'RESOLVED_BUYER_FAVOUR' | undefined;
  amount: Money;
  createdAt: string;
}

/** Everything that this PayPal knows. */
export class Books {
  readonly ledger = new Ledger();
  readonly orders = new Map<string, Order>();
  readonly captures = new Map<string, Capture>();
  readonly refunds = new Map<string, Refund>();
  readonly disputes = new Map<string, Dispute>();

  constructor(readonly events: Events) {}

  /** @throws Refused */
  order(id: string | undefined): Order {
    return inBooks(this.orders, id);
  }

  /** @throws Refused */
  capture(id: string | undefined): Capture {
    return inBooks(this.captures, id);
  }

  /** @throws Refused */
  refund(id: string | undefined): Refund {
    return inBooks(this.refunds, id);
  }

  /** @throws Refused */
  dispute(id: string | undefined): Dispute {
    return inBooks(this.disputes, id);
  }

  /** Whether a buyer has had a payment's money back without the shop, or may still get it. */
  isDisputed({ id }: Capture): boolean {
    return [...this.disputes.values()].some(
      ({ captureId, outcome }) => captureId === id && outcome !== 'RESOLVED_SELLER_FAVOUR',
    );
  }
}

function inBooks<Kept>(books: ReadonlyMap<string, Kept>, id = ''): Kept {
  const found = books.get(id);
  if (found === undefined) throw missing();
  return found;
}
