import { fulfilOrder, releaseOrder } from '../../../inventory/server/contract';
import type { Transaction } from '../../../kernel/server/contract';
import { returnCoupons } from '../../../pricing/server/contract';
import { inventoryName } from '../domain/history';
import { shipmentStatesBefore } from '../domain/shipments';
import { SHIPMENT_STATUS, STOCK_EFFECT, type OrderStatus } from '../domain/states';
import { moveShipments } from '../sql/move-shipments';
import { advanceOrder, type Transition } from './advance-order';
import { tellOfShipments } from './tell-of-shipments';

export type Moved =
  | { kind: 'moved' }
  | { kind: 'not_found' }
  /** The table does not let this actor move it there from where it is. */
  | { kind: 'illegal'; from: OrderStatus }
  /** A payment of it is disputed, so nothing is sent. */
  | { kind: 'disputed' }
  /** Its goods stay until it is paid. */
  | { kind: 'unpaid' }
  /** Backordered goods have not come in yet; the transaction must be rolled back. */
  | { kind: 'short'; missing: { sku: string; quantity: number }[] };

/**
 * Moves an order along its states as a whole. Its shipments follow, but for those that are further
 * already; the history and the event are written with it, and the stock is taken out or given back.
 */
export async function moveOrder(tx: Transaction, transition: Transition): Promise<Moved> {
  const { orderId, to, by } = transition;
  const advanced = await advanceOrder(tx, transition);
  if (advanced.kind !== 'moved') return advanced;
  const shipments = SHIPMENT_STATUS[to];
  if (shipments !== undefined) {
    const froms = shipmentStatesBefore(shipments, 'order');
    const moved = await tx.query(moveShipments, [advanced.orderRow, null, shipments, froms]);
    const order = { document_id: orderId, number: advanced.number };
    await tellOfShipments(tx, 'shipment.shipped', order, moved);
  }
  if (to === 'cancelled' && advanced.couponCode !== null) await returnCoupons(tx, orderId);
  // Last, for it locks the stock rows.
  const effect = STOCK_EFFECT[to];
  if (effect === 'release') await releaseOrder(tx, orderId);
  if (effect === 'fulfil') {
    const fulfilled = await fulfilOrder(tx, { orderId, actor: inventoryName(by) });
    if (fulfilled.kind === 'short') return fulfilled;
  }
  return { kind: 'moved' };
}
