import type { Address } from '../../../cart/server/contract';
import type { DeliveryType, DiscountLine, TaxLine } from '../../../pricing/server/contract';
import type { ShipmentStatus } from './shipments';
import type { OrderStatus } from './states';

/** The ways to pay that Duka knows by itself, set up or not. A plugin may bring others. */
export const PAYMENT_METHODS: readonly string[] = ['cash_on_delivery', 'stripe', 'mpesa', 'paypal'];

/**
 * The e-mail address of an order whose customer was deleted. Mail to it goes nowhere: the domain is
 * reserved for that (RFC 2606).
 */
export const NOBODYS_ADDRESS = 'deleted@deleted.invalid';

export const PAYMENT_STATES = [
  'pending',
  'authorized',
  'paid',
  'partially_refunded',
  'refunded',
  'failed',
] as const;

/** An order as it is read back; amounts in minor units of its currency. */
export interface Order {
  documentId: string;
  number: string;
  status: OrderStatus;
  paymentStatus: string;
  paymentMethod: string;
  customerId: number | null;
  email: string;
  phone: string | null;
  deliveryType: DeliveryType;
  storeId: string | null;
  shippingMethod: string | null;
  shippingAddress: Address | null;
  billingAddress: Address | null;
  currency: string;
  subtotal: number;
  discountTotal: number;
  shippingTotal: number;
  taxTotal: number;
  /** What brings the total to a multiple of `roundTotalTo`; below 0 where it is rounded down. */
  roundingTotal: number;
  total: number;
  /** Minor units that the total is rounded to, as the shop had it when the order was placed. */
  roundTotalTo: number;
  /** Whether the tax is in the prices: it is then shown and not added. */
  taxIncluded: boolean;
  couponCode: string | null;
  /** What the discount and the tax are made of, as pricing told when the order was placed. */
  discountLines: readonly DiscountLine[];
  taxLines: readonly TaxLine[];
  notes: string | null;
  placedAt: Date;
  /** Of the last change that its events tell of: what is older than this is no news. */
  updatedAt: Date;
  lines: OrderLine[];
  shipments: Shipment[];
}

export interface OrderLine {
  documentId: string;
  sku: string;
  name: string;
  variantTitle: string | null;
  productId: string | null;
  storeId: string;
  quantity: number;
  unitPrice: number;
  subtotal: number;
  discount: number;
  tax: number;
  total: number;
}

export interface Shipment {
  documentId: string;
  storeId: string;
  status: ShipmentStatus;
  carrier: string | null;
  trackingNumber: string | null;
}
