import { publish, type Transaction } from '../../../kernel/server/contract';
import type { ShipmentRow } from '../sql/shipment-row';
import type { TouchedOrder } from '../sql/touch-order';

/**
 * Tells of shipments of a locked order that have left, or that are tracked anew, where they are on their
 * way.
 *
 * @param shipments as they are now
 */
export async function tellOfShipments(
  tx: Transaction,
  event: 'shipment.shipped' | 'shipment.tracked',
  order: Pick<TouchedOrder, 'document_id' | 'number'>,
  shipments: readonly ShipmentRow[],
): Promise<void> {
  const underWay = shipments.filter(({ state }) => state === 'shipped');
  await publish(
    tx,
    underWay.map((shipment) => ({
      event,
      subject: shipment.document_id,
      payload: {
        documentId: shipment.document_id,
        orderId: order.document_id,
        number: order.number,
        storeId: shipment.store_id,
        carrier: shipment.carrier,
        trackingNumber: shipment.tracking_number,
      },
    })),
  );
}
