import { statement } from '../../../kernel/server/contract';
import { shipmentColumns, type ShipmentRow } from './shipment-row';

/** Writes who carries a shipment of an order. */
export const writeTracking = statement<
  [orderRow: number, shipmentId: string, carrier: string | null, trackingNumber: string | null],
  ShipmentRow
>(
  'orders.write_tracking',
  `UPDATE shipments SET carrier = $3, tracking_number = $4, updated_at = now()
     FROM stores
    WHERE stores.id = shipments.store_id AND shipments.order_id = $1
      AND shipments.document_id = $2
   RETURNING ${shipmentColumns}`,
);
