/**
 * What `@socket.io/postgres-adapter` keeps of a message between processes that is longer than a
 * notification can be; it deletes it by itself. Every statement can be repeated.
 */
export const tables = `
  CREATE TABLE IF NOT EXISTS socket_io_attachments (
    id         bigserial UNIQUE,
    created_at timestamptz DEFAULT now(),
    payload    bytea
  );
`;

/** The columns of Strapi's tables and of other rooms that this room's statements read. */
export const neededColumns = {
  orders: ['id', 'document_id', 'customer_id'],
  shop_settings: ['hold_minutes'],
  shipments: ['order_id', 'store_id'],
  stores: ['id', 'document_id'],
  variants: ['id', 'sku'],
} as const;
