import type { TransitionTable } from '../../../kernel/server/contract';
import type { OrderStatus } from './states';

export const SHIPMENT_STATUSES = [
  'pending',
  'preparing',
  'ready',
  'shipped',
  'delivered',
  'cancelled',
] as const;

export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number];

/** Who moves a shipment: the people of its store, or its order that moves as a whole. */
export type ShipmentMover = 'store' | 'order';

/** The states of a shipment. `docs/order-states.md` shows this table. */
export const SHIPMENT_STATES: TransitionTable<ShipmentStatus, ShipmentMover> = {
  pending: {
    preparing: ['store', 'order'],
    ready: ['order'],
    shipped: ['order'],
    delivered: ['order'],
    cancelled: ['order'],
  },
  preparing: {
    ready: ['store', 'order'],
    shipped: ['store', 'order'],
    delivered: ['order'],
    cancelled: ['order'],
  },
  ready: {
    shipped: ['store', 'order'],
    delivered: ['store', 'order'],
    cancelled: ['order'],
  },
  shipped: { delivered: ['store', 'order'] },
  delivered: {},
  // With an order that late money revives.
  cancelled: { pending: ['order'] },
};

/** The states from which a shipment may be moved to another. */
export function shipmentStatesBefore(to: ShipmentStatus, mover: ShipmentMover): ShipmentStatus[] {
  return SHIPMENT_STATUSES.filter((from) => SHIPMENT_STATES[from][to]?.includes(mover));
}

/** While an order is in one of these, its shipments move by themselves. */
const UNDER_WAY: ReadonlySet<OrderStatus> = new Set(['confirmed', 'preparing', 'ready', 'shipped']);

/** Whether the shipments of an order in that state may be moved one by one. */
export function shipmentsMove(status: OrderStatus): boolean {
  return UNDER_WAY.has(status);
}

/**
 * Where an order comes by what its shipments are: it is being prepared when the first of them is, and
 * ready, shipped or delivered when the last of them is.
 *
 * @returns its next state, of which it may come further yet; undefined where it stays what it is
 */
export function statusBy(
  shipments: readonly ShipmentStatus[],
  status: OrderStatus,
): OrderStatus | undefined {
  const all = (...states: ShipmentStatus[]) => shipments.every((one) => states.includes(one));
  if (status === 'confirmed' && !all('pending')) return 'preparing';
  if (status === 'preparing' && all('ready')) return 'ready';
  if (status === 'preparing' && all('shipped', 'delivered')) return 'shipped';
  if ((status === 'ready' || status === 'shipped') && all('delivered')) return 'delivered';
  return undefined;
}
