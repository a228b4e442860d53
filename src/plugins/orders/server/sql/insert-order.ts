import { statement } from '../../../kernel/server/contract';
import { historyColumns, historyShape, historyValues, type HistoryRow } from './history-row';
import type { Order, OrderLine, Shipment } from '../domain/order';

/** An order with all that is written with it, and the rows that it belongs to. */
export interface NewOrder extends Omit<Order, 'placedAt' | 'updatedAt' | 'lines' | 'shipments'> {
  cartId: number;
  storeRow: number | null;
  shipments: (Shipment & { storeRow: number })[];
  lines: NewLine[];
  history: HistoryRow[];
}

export interface NewLine extends OrderLine {
  variantRow: number;
  storeRow: number;
  summary: string;
}

/**
 * Writes an order, its shipments, its lines (each in the shipment of its store) and the first states
 * of its history. Nothing is written and no row comes back where its number is taken.
 */
export const insertOrder = statement<[order: NewOrder], { placed_at: Date }>(
  'orders.insert',
  `WITH placed AS (
     INSERT INTO orders (document_id, number, state, payment_status, payment_method, email, phone,
                         customer_id, delivery_type, store_id, shipping_method, shipping_address,
                         billing_address, currency, subtotal, discount_total, shipping_total,
                         tax_total, rounding_total, total, round_total_to, tax_included,
                         coupon_code, discount_lines, tax_lines, notes, cart_id, placed_at,
                         created_at, updated_at, published_at)
     SELECT "documentId", number, status, "paymentStatus", "paymentMethod", email, phone,
            "customerId", "deliveryType", "storeRow", "shippingMethod", "shippingAddress",
            "billingAddress", currency, subtotal, "discountTotal", "shippingTotal",
            "taxTotal", "roundingTotal", total, "roundTotalTo", "taxIncluded",
            "couponCode", "discountLines", "taxLines", notes, "cartId", now(), now(), now(), now()
       FROM jsonb_to_record($1::jsonb) AS told (
              "documentId" text, number text, status text, "paymentStatus" text,
              "paymentMethod" text, email text, phone text, "customerId" int, "deliveryType" text,
              "storeRow" int, "shippingMethod" text, "shippingAddress" jsonb,
              "billingAddress" jsonb, currency text, subtotal bigint, "discountTotal" bigint,
              "shippingTotal" bigint, "taxTotal" bigint, "roundingTotal" bigint, total bigint,
              "roundTotalTo" int, "taxIncluded" boolean, "couponCode" text, "discountLines" jsonb, "taxLines" jsonb,
              notes text, "cartId" bigint)
         ON CONFLICT (number) DO NOTHING
     RETURNING id, placed_at
   ), sent AS (
     INSERT INTO shipments (document_id, order_id, store_id, state, created_at, updated_at,
                            published_at)
     SELECT "documentId", placed.id, "storeRow", status, now(), now(), now()
       FROM placed,
            ROWS FROM (jsonb_to_recordset($1::jsonb -> 'shipments') AS (
              "documentId" text, "storeRow" int, status text)) WITH ORDINALITY AS told
      ORDER BY ordinality
     RETURNING id, store_id
   ), bought AS (
     INSERT INTO order_lines (document_id, order_id, variant_id, store_id, shipment_id, sku, name,
                              variant_title, product_document_id, quantity, currency, unit_price,
                              subtotal, discount, tax, total, summary, position, created_at,
                              updated_at, published_at)
     SELECT "documentId", placed.id, "variantRow", "storeRow", sent.id, sku, name,
            "variantTitle", "productId", quantity, $1::jsonb ->> 'currency', "unitPrice",
            subtotal, discount, tax, total, summary, ordinality, now(), now(), now()
       FROM placed,
            ROWS FROM (jsonb_to_recordset($1::jsonb -> 'lines') AS (
              "documentId" text, "variantRow" int, "storeRow" int, sku text, name text,
              "variantTitle" text, "productId" text, quantity int, "unitPrice" int,
              subtotal bigint, discount bigint, tax bigint, total bigint,
              summary text)) WITH ORDINALITY AS told
       JOIN sent ON sent.store_id = told."storeRow"
      ORDER BY ordinality
   ), noted AS (
     INSERT INTO order_histories (order_id, ${historyColumns})
     SELECT placed.id, ${historyValues}
       FROM placed,
            ROWS FROM (jsonb_to_recordset($1::jsonb -> 'history') AS (${historyShape}))
              WITH ORDINALITY AS told
      ORDER BY ordinality
   )
   SELECT placed_at FROM placed`,
);
