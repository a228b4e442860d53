import { statement } from '../../../kernel/server/contract';

/** Writes an order's lines, each in the shipment of its store. */
export const insertLines = statement<
  [
    orderId: number,
    documentIds: string[],
    variantIds: number[],
    storeIds: number[],
    skus: string[],
    names: string[],
    variantTitles: string[],
    productIds: string[],
    quantities: number[],
    unitPrices: number[],
    subtotals: number[],
    discounts: number[],
    taxes: number[],
    totals: number[],
  ],
  never
>(
  'orders.insert_lines',
  `INSERT INTO order_lines (document_id, order_id, variant_id, store_id, shipment_id, sku, name,
                            variant_title, product_document_id, quantity, unit_price, subtotal,
                            discount, tax, total, position, created_at, updated_at, published_at)
   SELECT line.document_id, $1, line.variant_id, line.store_id, shipment.id, line.sku, line.name,
          line.variant_title, line.product_id, line.quantity, line.unit_price, line.subtotal,
          line.discount, line.tax, line.total, line.position, now(), now(), now()
     FROM unnest($2::text[], $3::int[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[],
                 $9::int[], $10::int[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[])
          WITH ORDINALITY
          AS line (document_id, variant_id, store_id, sku, name, variant_title, product_id, quantity,
                   unit_price, subtotal, discount, tax, total, position)
     JOIN shipments shipment ON shipment.order_id = $1 AND shipment.store_id = line.store_id
    ORDER BY line.position`,
);
