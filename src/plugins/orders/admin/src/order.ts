import type { Address } from './address-lines';

/** The states of orders, in the order of a life; the page is built without the server's sources. */
export const STATUSES = [
  'pending',
  'confirmed',
  'preparing',
  'ready',
  'shipped',
  'delivered',
  'cancelled',
  'refunded',
] as const;

export type Status = (typeof STATUSES)[number];

export const PAYMENT_STATUSES = [
  'pending',
  'authorized',
  'paid',
  'partially_refunded',
  'refunded',
  'failed',
];

export interface Line {
  documentId: string;
  sku: string;
  name: string;
  variantTitle: string | null;
  storeId: string;
  quantity: number;
  unitPrice: number;
  total: number;
}

/** What one store sends, or hands over. */
export interface Shipment {
  documentId: string;
  storeId: string;
  items: { sku: string; name: string; quantity: number }[];
  status: string;
  carrier: string | null;
  trackingNumber: string | null;
}

/** An order as `GET /api/admin/orders` tells it; amounts in minor units. */
export interface Order {
  documentId: string;
  number: string;
  status: Status;
  paymentStatus: string;
  paymentMethod: string;
  email: string;
  phone: string | null;
  currency: string;
  items: Line[];
  shipments: Shipment[];
  subtotal: number;
  discountTotal: number;
  shippingTotal: number;
  taxTotal: number;
  /** What rounding the total added or took off. */
  roundingTotal: number;
  total: number;
  taxIncluded: boolean;
  couponCode: string | null;
  deliveryType: 'delivery' | 'pickup';
  shippingMethod: string | null;
  shippingAddress: Address | null;
  notes: string | null;
  /** ISO 8601. */
  placedAt: string;
}

interface Happened {
  /** ISO 8601. */
  at: string;
  note: string | null;
  by: { kind: string; name: string | null };
}

/** A state that an order came to. */
export interface StateReached extends Happened {
  status: Status;
}

/** What else happened to an order. */
export interface OrderEvent extends Happened {
  kind: string;
  change: string | null;
  internal: boolean;
}

/** Where the states lead for who asks. */
export interface Moves {
  orders: Record<Status, Status[]>;
  shipments: Record<string, string[]>;
  /** States in which lines and addresses can be put right. */
  amendable: Status[];
}
