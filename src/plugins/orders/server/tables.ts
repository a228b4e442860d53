import { constraint, type Explanation } from '../../kernel/server/contract';

/**
 * What the database itself must refuse on Strapi's tables of orders. A foreign key of Strapi's is
 * set to NULL when its parent goes, so `… IS NOT NULL` is what keeps a variant or a store that stands
 * in an order from being deleted. Every statement can be repeated.
 */
export const tables = [
  constraint(
    'orders',
    'orders_amounts_present',
    'CHECK (num_nulls(subtotal, discount_total, shipping_total, tax_total, total) = 0)',
  ),
  // Tax that is in the prices is shown and not added.
  constraint(
    'orders',
    'orders_total_is_its_parts_rounded',
    `CHECK (total = subtotal - discount_total + shipping_total
                    + CASE WHEN tax_included THEN 0 ELSE tax_total END + rounding_total
            AND total >= 0)`,
  ),
  constraint(
    'orders',
    'orders_total_is_rounded',
    `CHECK (round_total_to >= 1 AND total % round_total_to = 0
            AND abs(rounding_total) * 2 <= round_total_to)`,
  ),
  constraint(
    'orders',
    'orders_identified',
    'CHECK (num_nulls(document_id, number, state, placed_at, currency) = 0)',
  ),
  constraint('order_lines', 'order_lines_order_present', 'CHECK (order_id IS NOT NULL)'),
  constraint('order_lines', 'order_lines_variant_present', 'CHECK (variant_id IS NOT NULL)'),
  constraint('order_lines', 'order_lines_store_present', 'CHECK (store_id IS NOT NULL)'),
  constraint('order_lines', 'order_lines_shipment_present', 'CHECK (shipment_id IS NOT NULL)'),
  constraint(
    'order_lines',
    'order_lines_quantity_range',
    'CHECK (quantity > 0 AND unit_price >= 0)',
  ),
  // Whether the tax is in the price is the order's to say: the doctor compares the two.
  constraint(
    'order_lines',
    'order_lines_total_is_its_parts',
    `CHECK (subtotal = quantity::bigint * unit_price
            AND total - (subtotal - discount) IN (0, tax))`,
  ),
  constraint('order_histories', 'order_histories_order_present', 'CHECK (order_id IS NOT NULL)'),
  constraint('shipments', 'shipments_order_present', 'CHECK (order_id IS NOT NULL)'),
  constraint('shipments', 'shipments_store_present', 'CHECK (store_id IS NOT NULL)'),
  `CREATE INDEX IF NOT EXISTS orders_customer_placed_at_idx
     ON orders (customer_id, placed_at DESC) WHERE customer_id IS NOT NULL;
   CREATE INDEX IF NOT EXISTS orders_email_lower_idx ON orders (lower(email) text_pattern_ops);
   CREATE UNIQUE INDEX IF NOT EXISTS orders_document_id_uq ON orders (document_id);
   -- Money that nobody owes the shop, and orders that wait for money: few rows of many.
   CREATE INDEX IF NOT EXISTS orders_owed_back_idx ON orders (id)
    WHERE amount_paid > 0 AND (state = 'cancelled' OR amount_paid > total);
   CREATE INDEX IF NOT EXISTS orders_unpaid_idx ON orders (placed_at)
    WHERE state = 'pending' AND payment_method <> 'cash_on_delivery';`,
].join('\n');

const stamps = ['document_id', 'created_at', 'updated_at', 'published_at'] as const;

/** The columns of Strapi's tables that this room's statements read and write. */
export const neededColumns = {
  orders: [
    ...stamps,
    'number',
    'state',
    'payment_status',
    'payment_method',
    'placed_at',
    'email',
    'phone',
    'customer_id',
    'delivery_type',
    'store_id',
    'shipping_method',
    'shipping_address',
    'billing_address',
    'currency',
    'subtotal',
    'discount_total',
    'shipping_total',
    'tax_total',
    'rounding_total',
    'total',
    'round_total_to',
    'amount_paid',
    'disputed',
    'tax_included',
    'coupon_code',
    'discount_lines',
    'tax_lines',
    'notes',
    'cart_id',
  ],
  order_lines: [
    ...stamps,
    'order_id',
    'variant_id',
    'store_id',
    'shipment_id',
    'sku',
    'name',
    'variant_title',
    'product_document_id',
    'quantity',
    'currency',
    'unit_price',
    'subtotal',
    'discount',
    'tax',
    'total',
    'summary',
    'position',
  ],
  shipments: [
    ...stamps,
    'order_id',
    'store_id',
    'state',
    'carrier',
    'tracking_number',
    'shipped_at',
    'delivered_at',
  ],
  up_users: [
    'id',
    'document_id',
    'email',
    'first_name',
    'last_name',
    'phone',
    'confirmed',
    'blocked',
    'blocked_reason',
    'created_at',
    'deleted_at',
  ],
  order_histories: [
    ...stamps,
    'order_id',
    'kind',
    'from',
    'to',
    'at',
    'actor',
    'actor_id',
    'actor_name',
    'change',
    'note',
    'internal',
    'summary',
  ],
} as const;

const ORDER_IS_KEPT = {
  code: 'IN_USE',
  field: 'order',
  message: 'An order is kept for the books.',
} as const;

/**
 * What staff are told when a delete runs into one of the constraints. Those of an order's sums have no
 * sentence: nobody edits them, and a verb that broke one would be a fault of ours.
 */
export const explanations: Readonly<Record<string, Explanation>> = {
  order_lines_order_present: ORDER_IS_KEPT,
  order_histories_order_present: ORDER_IS_KEPT,
  shipments_order_present: ORDER_IS_KEPT,
  order_lines_shipment_present: {
    code: 'IN_USE',
    field: 'shipment',
    message: 'A shipment is kept with the lines that are in it.',
  },
  order_lines_variant_present: {
    code: 'IN_USE',
    field: 'variant',
    message: 'This variant stands in an order. Mark it inactive instead.',
  },
  order_lines_store_present: {
    code: 'IN_USE',
    field: 'store',
    message: 'This store stands in an order. Mark it inactive instead.',
  },
  shipments_store_present: {
    code: 'IN_USE',
    field: 'store',
    message: 'This store has shipments. Mark it inactive instead.',
  },
};
