import { statement } from '../../../kernel/server/contract';

/** Who has to do with orders: their customers, and the stores that parts of them come from. */
export const readAudience = statement<
  [orderDocumentIds: string[]],
  { document_id: string; customer_id: number | null; store_ids: string[] }
>(
  'realtime.read_audience',
  `SELECT orders.document_id, orders.customer_id,
          coalesce(array_agg(DISTINCT store.document_id::text)
                     FILTER (WHERE store.document_id IS NOT NULL), '{}') AS store_ids
     FROM orders
     LEFT JOIN shipments part ON part.order_id = orders.id
     LEFT JOIN stores store ON store.id = part.store_id
    WHERE orders.document_id = ANY($1::text[])
    GROUP BY orders.id`,
);
