import type { HistoryKind } from './domain/history';
import type { OrderStatus } from './domain/states';

/** An order as it is after the event. */
export interface OrderEvent {
  documentId: string;
  number: string;
  status: OrderStatus;
  paymentStatus: string;
  /** ISO 8601. */
  updatedAt: string;
}

type StatusEvents = {
  /** The order has come to this state. */
  [Status in OrderStatus as `order.${Status}`]: OrderEvent;
};

declare module '../../kernel/server/contract' {
  interface EventPayloads extends StatusEvents {
    /** A shopper has bought: the order is there, pending. */
    'order.placed': OrderEvent;
    /** What has changed beside the state. */
    'order.updated': OrderEvent & {
      change: HistoryKind | 'payment';
      /** Minor units that the buyer has paid beyond the total that is left. */
      overpaid?: number;
    };
  }
}
