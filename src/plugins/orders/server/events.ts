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

/** A store's part of an order, as it is on its way. */
export interface ShipmentEvent {
  documentId: string;
  /** Document id. */
  orderId: string;
  /** Of the order. */
  number: string;
  /** Document id. */
  storeId: string;
  carrier: string | null;
  trackingNumber: string | null;
}

declare module '../../kernel/server/contract' {
  interface EventPayloads {
    /** A shopper has bought: the order is there, pending. */
    'order.placed': OrderEvent;
    /** It is paid, or staff have accepted it. */
    'order.confirmed': OrderEvent;
    'order.preparing': OrderEvent;
    /** It can be fetched. */
    'order.ready': OrderEvent;
    'order.shipped': OrderEvent;
    'order.delivered': OrderEvent;
    'order.cancelled': OrderEvent;
    /** All of its money went back. */
    'order.refunded': OrderEvent;
    /** What has changed beside the state. */
    'order.updated': OrderEvent & {
      change: HistoryKind | 'payment';
      /** Minor units that the buyer has paid beyond the total that is left. */
      overpaid?: number;
    };
    /** It has left its store; once for each part of an order that is sent. */
    'shipment.shipped': ShipmentEvent;
    /** Who carries it, or under which number, was said or changed after it had left. */
    'shipment.tracked': ShipmentEvent;
  }
}
