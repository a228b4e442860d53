import { statement } from '../../../kernel/server/contract';

/** Writes an order's shipments, one a store. */
export const insertShipments = statement<
  [orderId: number, documentIds: string[], storeIds: number[]],
  never
>(
  'orders.insert_shipments',
  `INSERT INTO shipments (document_id, order_id, store_id, state, created_at, updated_at,
                          published_at)
   SELECT document_id, $1, store_id, 'pending', now(), now(), now()
     FROM unnest($2::text[], $3::int[]) WITH ORDINALITY AS sent (document_id, store_id, turn)
    ORDER BY turn`,
);
