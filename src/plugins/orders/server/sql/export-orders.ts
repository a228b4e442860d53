import { statement } from '../../../kernel/server/contract';
import type { Address } from '../../../cart/server/contract';
import { suppliedBy, type Scope } from './supplied-by';

/** An order as it is exported; amounts in minor units. */
export interface ExportRow {
  id: number;
  /** `placed_at` to the microsecond, to go on from. */
  cursor: string;
  document_id: string;
  number: string;
  placed_at: Date;
  state: string;
  payment_status: string;
  payment_method: string;
  email: string;
  phone: string | null;
  delivery_type: string;
  store: string | null;
  shipping_method: string | null;
  currency: string;
  subtotal: number;
  discount_total: number;
  shipping_total: number;
  tax_total: number;
  rounding_total: number;
  total: number;
  coupon_code: string | null;
  shipping_address: Address | null;
  items: string;
  tracking: string | null;
}

/** The next orders of an export, the oldest first, after the one where the last page ended. */
export const exportOrders = (scope: Scope) =>
  statement<
    [
      from: Date | null,
      before: Date | null,
      stores: string[] | null,
      cursor: string | null,
      afterId: number | null,
      limit: number,
    ],
    ExportRow
  >(
    `orders.export_${scope}`,
    `SELECT orders.id, orders.placed_at::text AS cursor, orders.document_id, orders.number,
          orders.placed_at, orders.state, orders.payment_status, orders.payment_method,
          orders.email, orders.phone, orders.delivery_type, own.code AS store,
          orders.shipping_method, orders.currency, orders.subtotal, orders.discount_total,
          orders.shipping_total, orders.tax_total, orders.rounding_total, orders.total,
          orders.coupon_code, orders.shipping_address, bought.items, sent.tracking
     FROM orders
     LEFT JOIN stores own ON own.id = orders.store_id
    CROSS JOIN LATERAL (
      SELECT string_agg(quantity || ' x ' || sku, '; ' ORDER BY position) AS items
        FROM order_lines WHERE order_id = orders.id
    ) bought
    CROSS JOIN LATERAL (
      SELECT string_agg(concat_ws(' ', carrier, tracking_number), '; ' ORDER BY id) AS tracking
        FROM shipments
       WHERE order_id = orders.id AND (carrier IS NOT NULL OR tracking_number IS NOT NULL)
    ) sent
    WHERE orders.placed_at >= coalesce($1::timestamptz AT TIME ZONE 'UTC', '-infinity')
      AND orders.placed_at < coalesce($2::timestamptz AT TIME ZONE 'UTC', 'infinity')
      AND ${suppliedBy(scope, '$3')}
      AND (orders.placed_at, orders.id) > (coalesce($4::timestamp, '-infinity'), coalesce($5, 0))
    ORDER BY orders.placed_at, orders.id
    LIMIT $6`,
  );
