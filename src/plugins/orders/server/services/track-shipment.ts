import type { Transaction } from '../../../kernel/server/contract';
import type { Actor } from '../domain/history';
import type { Shipment } from '../domain/order';
import { writeTracking } from '../sql/write-tracking';
import { lockOrder, recordChange } from './amend-order';
import { tellOfShipments } from './tell-of-shipments';

/** Who carries a shipment, and under which number. */
export type Tracking = Pick<Shipment, 'carrier' | 'trackingNumber'>;

/**
 * Says who carries a shipment, and under which number.
 *
 * @param orderId document id
 */
export async function trackShipment(
  tx: Transaction,
  orderId: string,
  { documentId }: Pick<Shipment, 'documentId'>,
  { carrier, trackingNumber }: Tracking,
  by: Actor,
): Promise<void> {
  const lock = await lockOrder(tx, orderId);
  const tracked = await tx.query(writeTracking, [lock.id, documentId, carrier, trackingNumber]);
  const said = [carrier, trackingNumber].filter((part) => part !== null);
  const change = said.length === 0 ? 'none any more' : said.join(' ');
  await recordChange(tx, lock, { by, note: null }, { kind: 'tracking', change });
  await tellOfShipments(tx, 'shipment.tracked', lock, tracked);
}
