import type { Address } from '../../../cart/server/contract';
import type { DeliveryType, DiscountLine, TaxLine } from '../../../pricing/server/contract';
import type { Order, OrderLine, Shipment } from '../domain/order';
import type { OrderStatus } from '../domain/states';

/** An order with its lines and shipments, in one row. */
export interface OrderRow {
  document_id: string;
  number: string;
  state: OrderStatus;
  payment_status: string;
  payment_method: string;
  customer_id: number | null;
  email: string;
  phone: string | null;
  delivery_type: DeliveryType;
  store_document_id: string | null;
  shipping_method: string | null;
  shipping_address: Address | null;
  billing_address: Address | null;
  currency: string;
  subtotal: number;
  discount_total: number;
  shipping_total: number;
  tax_total: number;
  rounding_total: number;
  total: number;
  round_total_to: number;
  tax_included: boolean;
  coupon_code: string | null;
  discount_lines: DiscountLine[];
  tax_lines: TaxLine[];
  notes: string | null;
  placed_at: Date;
  updated_at: Date;
  lines: OrderLine[];
  shipments: Shipment[];
}

/** What {@link OrderRow} is read from, for statements that say which orders and in what order. */
export const selectOrder = `
  SELECT orders.document_id, orders.number, orders.state, orders.payment_status,
         orders.payment_method, orders.customer_id, orders.email, orders.phone,
         orders.delivery_type, own.document_id AS store_document_id, orders.shipping_method,
         orders.shipping_address, orders.billing_address, orders.currency, orders.subtotal,
         orders.discount_total, orders.shipping_total, orders.tax_total, orders.rounding_total,
         orders.total, orders.round_total_to, orders.tax_included, orders.coupon_code,
         coalesce(orders.discount_lines, '[]') AS discount_lines,
         coalesce(orders.tax_lines, '[]') AS tax_lines, orders.notes, orders.placed_at,
         orders.updated_at, bought.lines, sent.shipments
    FROM orders
    LEFT JOIN stores own ON own.id = orders.store_id
   CROSS JOIN LATERAL (
     SELECT coalesce(jsonb_agg(jsonb_build_object(
              'documentId', line.document_id, 'sku', line.sku, 'name', line.name,
              'variantTitle', line.variant_title, 'productId', line.product_document_id,
              'storeId', store.document_id, 'quantity', line.quantity,
              'unitPrice', line.unit_price, 'subtotal', line.subtotal,
              'discount', line.discount, 'tax', line.tax, 'total', line.total)
              ORDER BY line.position), '[]') AS lines
       FROM order_lines line
       JOIN stores store ON store.id = line.store_id
      WHERE line.order_id = orders.id
   ) bought
   CROSS JOIN LATERAL (
     SELECT coalesce(jsonb_agg(jsonb_build_object(
              'documentId', shipment.document_id, 'storeId', store.document_id,
              'status', shipment.state, 'carrier', shipment.carrier,
              'trackingNumber', shipment.tracking_number)
              ORDER BY shipment.id), '[]') AS shipments
       FROM shipments shipment
       JOIN stores store ON store.id = shipment.store_id
      WHERE shipment.order_id = orders.id
   ) sent`;

/**
 * A page of orders. The page is chosen first, so that the orders before it, and those that are only
 * sorted, are not read with their lines.
 */
export function selectOrders(wanted: { where: string; orderBy: string; page: string }): string {
  const { where, orderBy, page } = wanted;
  return `${selectOrder}
    WHERE orders.id IN (SELECT orders.id FROM orders WHERE ${where} ORDER BY ${orderBy} ${page})
    ORDER BY ${orderBy}`;
}

/** The order that a row tells of. */
export function orderOf(row: OrderRow): Order {
  return {
    documentId: row.document_id,
    number: row.number,
    status: row.state,
    paymentStatus: row.payment_status,
    paymentMethod: row.payment_method,
    customerId: row.customer_id,
    email: row.email,
    phone: row.phone,
    deliveryType: row.delivery_type,
    storeId: row.store_document_id,
    shippingMethod: row.shipping_method,
    shippingAddress: row.shipping_address,
    billingAddress: row.billing_address,
    currency: row.currency,
    subtotal: row.subtotal,
    discountTotal: row.discount_total,
    shippingTotal: row.shipping_total,
    taxTotal: row.tax_total,
    roundingTotal: row.rounding_total,
    total: row.total,
    roundTotalTo: row.round_total_to,
    taxIncluded: row.tax_included,
    couponCode: row.coupon_code,
    discountLines: row.discount_lines,
    taxLines: row.tax_lines,
    notes: row.notes,
    placedAt: row.placed_at,
    updatedAt: row.updated_at,
    lines: row.lines,
    shipments: row.shipments,
  };
}
