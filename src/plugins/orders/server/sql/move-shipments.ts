import { statement } from '../../../kernel/server/contract';
import type { ShipmentStatus } from '../domain/shipments';
import { shipmentColumns, type ShipmentRow } from './shipment-row';

/** Moves shipments of a locked order, or one of them, that are in a state that may come before. */
export const moveShipments = statement<
  [orderRow: number, shipmentId: string | null, to: ShipmentStatus, froms: ShipmentStatus[]],
  ShipmentRow
>(
  'orders.move_shipments',
  `UPDATE shipments
      SET state = $3::text, updated_at = now(),
          shipped_at = CASE WHEN $3::text = 'shipped' THEN now() ELSE shipped_at END,
          delivered_at = CASE WHEN $3::text = 'delivered' THEN now() ELSE delivered_at END
     FROM stores
    WHERE stores.id = shipments.store_id AND shipments.order_id = $1
      AND ($2::text IS NULL OR shipments.document_id = $2) AND shipments.state = ANY($4::text[])
   RETURNING ${shipmentColumns}`,
);
