import type { Readable } from 'node:stream';
import { csvOf, pagesOf, type Cell, type Queryable } from '../../../kernel/server/contract';
import { exportOrders as exportStatement, type ExportRow } from '../sql/export-orders';
import { scopeOf } from '../sql/supplied-by';

/** Orders read at a time: memory stays flat, however many there are. */
const PAGE = 500;

/** The columns of an export, in order, and what stands in each; amounts in minor units. */
const COLUMNS: Readonly<Record<string, (row: ExportRow) => Cell>> = {
  number: (row) => row.number,
  documentId: (row) => row.document_id,
  placedAt: (row) => row.placed_at.toISOString(),
  status: (row) => row.state,
  paymentStatus: (row) => row.payment_status,
  paymentMethod: (row) => row.payment_method,
  email: (row) => row.email,
  phone: (row) => row.phone,
  deliveryType: (row) => row.delivery_type,
  store: (row) => row.store,
  shippingMethod: (row) => row.shipping_method,
  currency: (row) => row.currency,
  subtotal: (row) => row.subtotal,
  discountTotal: (row) => row.discount_total,
  shippingTotal: (row) => row.shipping_total,
  taxTotal: (row) => row.tax_total,
  roundingTotal: (row) => row.rounding_total,
  total: (row) => row.total,
  couponCode: (row) => row.coupon_code,
  items: (row) => row.items,
  firstName: (row) => row.shipping_address?.firstName ?? null,
  lastName: (row) => row.shipping_address?.lastName ?? null,
  line1: (row) => row.shipping_address?.line1 ?? null,
  line2: (row) => row.shipping_address?.line2 ?? null,
  city: (row) => row.shipping_address?.city ?? null,
  postalCode: (row) => row.shipping_address?.postalCode ?? null,
  country: (row) => row.shipping_address?.country ?? null,
  tracking: (row) => row.tracking,
};

/** Which orders to export; what is left out leaves nothing out. */
export interface OrderExport {
  /** Placed at this moment or later. */
  from?: Date | undefined;
  /** Placed before this moment. */
  before?: Date | undefined;
  /** Document ids of stores of which one has a part in the order; null for all. */
  stores: string[] | null;
}

/**
 * Orders as CSV, the oldest first, read while it is being sent.
 *
 * @param onError told why an export ended before its end
 */
export function exportOrders(
  database: Queryable,
  wanted: OrderExport,
  onError: (error: Error) => void,
): Readable {
  return csvOf(Object.keys(COLUMNS), cellsOf(database, wanted), onError);
}

async function* cellsOf(
  database: Queryable,
  { from, before, stores }: OrderExport,
): AsyncGenerator<Cell[]> {
  const rows = pagesOf(PAGE, (last: ExportRow | undefined) =>
    database.query(exportStatement(scopeOf(stores)), [
      from ?? null,
      before ?? null,
      stores,
      last?.cursor ?? null,
      last?.id ?? null,
      PAGE,
    ]),
  );
  for await (const row of rows) yield Object.values(COLUMNS).map((cell) => cell(row));
}
