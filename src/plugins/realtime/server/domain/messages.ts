import { roomOf, BACK_OFFICE } from './rooms';

/** Events that sockets are told of, and as what. */
const TOLD_AS = {
  'order.placed': 'order.placed',
  'order.confirmed': 'order.updated',
  'order.preparing': 'order.updated',
  'order.ready': 'order.updated',
  'order.shipped': 'order.updated',
  'order.delivered': 'order.updated',
  'order.cancelled': 'order.updated',
  'order.refunded': 'order.updated',
  'order.updated': 'order.updated',
  'payment.authorized': 'payment.updated',
  'payment.captured': 'payment.updated',
  'payment.failed': 'payment.updated',
  'payment.cancelled': 'payment.updated',
  'payment.refunded': 'payment.updated',
} as const;

export type ToldEvent = keyof typeof TOLD_AS;
export const TOLD_EVENTS = Object.keys(TOLD_AS) as ToldEvent[];

interface OrderPayload {
  documentId: string;
  number: string;
  status: string;
  paymentStatus: string;
  updatedAt: string;
}

interface PaymentPayload {
  orderId: string;
  paymentId: string;
  method: string;
  status: string;
}

/** Who has to do with an order. */
export interface Audience {
  /** Numeric; null for a guest's. */
  customerId: number | null;
  /** Document ids of the stores that a part of it comes from. */
  storeIds: readonly string[];
}

/** What is sent, and to which rooms. */
export interface Message {
  name: 'order.placed' | 'order.updated' | 'payment.updated';
  payload: object;
  rooms: string[];
}

/** Document id of the order that an event is about. */
export function orderOf(event: { event: ToldEvent; payload: unknown }): string {
  const payload = event.payload as OrderPayload & PaymentPayload;
  return event.event.startsWith('order.') ? payload.documentId : payload.orderId;
}

/**
 * What of an event is sent, field by field, and to whom. That an order was placed is news for the shop;
 * its buyer has the answer to the order.
 */
export function messageOf(
  event: { event: ToldEvent; payload: unknown },
  { customerId, storeIds }: Audience,
): Message {
  const name = TOLD_AS[event.event];
  const ofTheShop = [BACK_OFFICE, ...storeIds.map(roomOf.store)];
  const ofTheBuyer = [
    roomOf.order(orderOf(event)),
    ...(customerId === null ? [] : [roomOf.customer(customerId)]),
  ];
  const rooms = name === 'order.placed' ? ofTheShop : [...ofTheBuyer, ...ofTheShop];
  if (name === 'payment.updated') {
    const { orderId, paymentId, method, status } = event.payload as PaymentPayload;
    return { name, payload: { orderId, paymentId, method, status }, rooms };
  }
  const { documentId, number, status, paymentStatus, updatedAt } = event.payload as OrderPayload;
  return { name, payload: { documentId, number, status, paymentStatus, updatedAt }, rooms };
}
