import type { ShipmentStatus } from '../domain/shipments';

/** A shipment as it is after it was written. */
export interface ShipmentRow {
  document_id: string;
  state: ShipmentStatus;
  carrier: string | null;
  tracking_number: string | null;
  /** Document id and name of its store. */
  store_id: string;
  store: string;
}

/** What {@link ShipmentRow} is returned from, where `shipments` are updated FROM their `stores`. */
export const shipmentColumns = `
  shipments.document_id, shipments.state, shipments.carrier, shipments.tracking_number,
  stores.document_id AS store_id, stores.name AS store`;
