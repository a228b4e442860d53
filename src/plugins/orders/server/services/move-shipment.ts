import { fulfilOrder } from '../../../inventory/server/contract';
import { Refusal, type Transaction } from '../../../kernel/server/contract';
import { inventoryName } from '../domain/history';
import {
  shipmentsMove,
  shipmentStatesBefore,
  statusBy,
  type ShipmentStatus,
} from '../domain/shipments';
import { NEEDS_MONEY, STOCK_EFFECT } from '../domain/states';
import { moveShipments } from '../sql/move-shipments';
import { advanceOrder } from './advance-order';
import { lockAndRead, recordChange, type Said } from './amend-order';
import { notInYet, orderDisputed, orderNotPaid } from './refusals';
import { tellOfShipments } from './tell-of-shipments';

/**
 * Moves one shipment of an order: its goods leave the store with it. The order follows when the first
 * of its shipments is being prepared, and when the last of them is ready, shipped or delivered.
 *
 * @param orderId document id
 * @param shipmentId document id of a shipment of that order
 * @throws Refusal NOT_FOUND, ILLEGAL_TRANSITION, ORDER_DISPUTED, ORDER_NOT_PAID, INSUFFICIENT_STOCK where
 *   backordered goods have not come in
 */
export async function moveShipment(
  tx: Transaction,
  orderId: string,
  shipmentId: string,
  to: ShipmentStatus,
  said: Said,
): Promise<void> {
  const { lock, order } = await lockAndRead(tx, orderId);
  const shipment = order.shipments.find(({ documentId }) => documentId === shipmentId);
  const froms = shipmentStatesBefore(to, 'store');
  if (shipment === undefined) throw new Refusal('NOT_FOUND', 'There is no such shipment.');
  const from = shipment.status;
  if (!froms.includes(from) || !shipmentsMove(order.status)) {
    throw new Refusal(
      'ILLEGAL_TRANSITION',
      `A shipment that is ${from} cannot become ${to} while its order is ${order.status}.`,
      { from, to, orderStatus: order.status },
    );
  }
  const stays = from !== 'shipped';
  if (stays && lock.disputed) throw orderDisputed();
  if (stays && lock.waits_for_money && NEEDS_MONEY.includes(to)) {
    throw orderNotPaid(lock.payment_status);
  }
  const moved = await tx.query(moveShipments, [lock.id, shipmentId, to, froms]);
  await recordChange(tx, lock, said, {
    kind: 'shipment',
    change: `${moved[0]?.store ?? ''}: ${from} → ${to}`,
  });
  await tellOfShipments(tx, 'shipment.shipped', lock, moved);
  const others = order.shipments.filter((other) => other !== shipment);
  const parts = [to, ...others.map(({ status }) => status)];
  for (let next = statusBy(parts, order.status); next !== undefined; next = statusBy(parts, next)) {
    const advanced = await advanceOrder(tx, { orderId, to: next, by: said.by, note: null }, true);
    if (advanced.kind !== 'moved') throw new Error(`A shipment’s order did not become ${next}`);
  }
  // Last, for it locks the stock rows.
  if (STOCK_EFFECT[to] === 'fulfil') {
    const fulfilled = await fulfilOrder(tx, {
      orderId,
      storeId: shipment.storeId,
      actor: inventoryName(said.by),
    });
    if (fulfilled.kind === 'short') throw notInYet(fulfilled.missing);
  }
}
