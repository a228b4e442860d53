import { statement } from '../../../kernel/server/contract';
import type { Order, OrderLine } from '../domain/order';

/** What an order comes to with the lines that are left of it. */
export interface LeftOfOrder extends Pick<
  Order,
  | 'subtotal'
  | 'discountTotal'
  | 'taxTotal'
  | 'roundingTotal'
  | 'total'
  | 'discountLines'
  | 'taxLines'
> {
  lines: (OrderLine & { summary: string })[];
}

/**
 * Writes the lines that an order keeps and what it comes to. Lines that are not among them go, and
 * with its last line a shipment; the order belongs to a store where all that is left comes from it.
 */
export const writeLines = statement<[orderRow: number, left: LeftOfOrder], never>(
  'orders.write_lines',
  `WITH told AS (
     SELECT * FROM jsonb_to_recordset($2::jsonb -> 'lines') AS told (
       "documentId" text, quantity int, subtotal bigint, discount bigint, tax bigint, total bigint,
       summary text)
   ), kept AS (
     UPDATE order_lines line
        SET quantity = told.quantity, subtotal = told.subtotal, discount = told.discount,
            tax = told.tax, total = told.total, summary = told.summary, updated_at = now()
       FROM told
      WHERE line.order_id = $1 AND line.document_id = told."documentId"
     RETURNING line.store_id, line.shipment_id
   ), gone AS (
     DELETE FROM order_lines
      WHERE order_id = $1 AND document_id NOT IN (SELECT "documentId" FROM told)
   ), unsent AS (
     DELETE FROM shipments
      WHERE order_id = $1 AND id NOT IN (SELECT shipment_id FROM kept)
   )
   UPDATE orders
      SET subtotal = given.subtotal, discount_total = given."discountTotal",
          tax_total = given."taxTotal", rounding_total = given."roundingTotal",
          total = given.total,
          discount_lines = given."discountLines", tax_lines = given."taxLines",
          store_id = (SELECT CASE WHEN count(DISTINCT store_id) = 1 THEN min(store_id) END FROM kept)
     FROM jsonb_to_record($2::jsonb) AS given (
            subtotal bigint, "discountTotal" bigint, "taxTotal" bigint, "roundingTotal" bigint,
            total bigint,
            "discountLines" jsonb, "taxLines" jsonb)
    WHERE orders.id = $1`,
);
