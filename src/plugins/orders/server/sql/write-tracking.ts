import { statement } from '../../../kernel/server/contract';

/** Writes who carries a shipment of an order. */
export const writeTracking = statement<
  [orderRow: number, shipmentId: string, carrier: string | null, trackingNumber: string | null],
  never
>(
  'orders.write_tracking',
  `UPDATE shipments SET carrier = $3, tracking_number = $4, updated_at = now()
    WHERE order_id = $1 AND document_id = $2`,
);
