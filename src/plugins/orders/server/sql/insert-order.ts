import { statement } from '../../../kernel/server/contract';
import type { Address } from '../../../cart/server/contract';

export type InsertOrderParams = [
  documentId: string,
  number: string,
  state: string,
  paymentMethod: string,
  email: string,
  phone: string | null,
  customerId: number | null,
  deliveryType: string,
  storeId: number | null,
  shippingMethod: string,
  shippingAddress: Address | null,
  billingAddress: Address | null,
  currency: string,
  subtotal: number,
  discountTotal: number,
  shippingTotal: number,
  taxTotal: number,
  total: number,
  notes: string | null,
  cartId: number,
];

/** Writes an order. No row comes back where its number is taken. */
export const insertOrder = statement<InsertOrderParams, { id: number; placed_at: Date }>(
  'orders.insert',
  `INSERT INTO orders (document_id, number, state, payment_status, payment_method, email, phone,
                       customer_id, delivery_type, store_id, shipping_method, shipping_address,
                       billing_address, currency, subtotal, discount_total, shipping_total,
                       tax_total, total, notes, cart_id, placed_at, created_at, updated_at,
                       published_at)
   VALUES ($1, $2, $3, 'pending', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
           $18, $19, $20, now(), now(), now(), now())
   ON CONFLICT (number) DO NOTHING
   RETURNING id, placed_at`,
);
