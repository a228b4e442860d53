/** Indexes for what is read here of other rooms. Every statement can be repeated. */
export const tables = `
  CREATE INDEX IF NOT EXISTS payment_operations_refunded_at_idx
    ON payment_operations (decided_at) WHERE operation = 'refund' AND result = 'succeeded';
  CREATE INDEX IF NOT EXISTS variants_low_stock_idx
    ON variants (id) WHERE low_stock_threshold IS NOT NULL;
`;

/** The columns of other rooms that the statements read. */
export const neededColumns = {
  orders: [
    'id',
    'document_id',
    'number',
    'state',
    'payment_status',
    'payment_method',
    'delivery_type',
    'placed_at',
    'customer_id',
    'email',
    'currency',
    'subtotal',
    'discount_total',
    'shipping_total',
    'tax_total',
    'tax_included',
    'rounding_total',
    'total',
  ],
  order_lines: [
    'order_id',
    'store_id',
    'product_document_id',
    'name',
    'quantity',
    'subtotal',
    'discount',
    'tax',
  ],
  order_histories: ['order_id', 'kind', 'to', 'at'],
  shipments: ['order_id', 'store_id'],
  payments: ['id', 'order_id', 'state', 'created_at'],
  payment_operations: ['payment_id', 'operation', 'result', 'amount', 'decided_at'],
  stock_levels: ['variant_id', 'store_id', 'on_hand', 'reserved'],
  variants: ['id', 'low_stock_threshold', 'active'],
  stores: ['id', 'document_id'],
  shop_settings: ['currency'],
  up_users: ['id', 'document_id', 'email', 'first_name', 'last_name'],
} as const;
