import type { TransitionTable } from '../../../kernel/server/contract';
import type { ShipmentStatus } from './shipments';

export type OrderStatus =
  | 'pending'
  | 'confirmed'
  | 'preparing'
  | 'ready'
  | 'shipped'
  | 'delivered'
  | 'cancelled'
  | 'refunded';

/** Who moves an order. `system` is the shop itself, such as when money comes in. */
export type OrderActor = 'customer' | 'staff' | 'machine' | 'system';

export const INITIAL_STATUS: OrderStatus = 'pending';

/**
 * The states of an order, what may follow each and who may move it there. `docs/order-states.md`
 * shows this table. Source: the HTTP contract, "Orders".
 */
export const ORDER_STATES: TransitionTable<OrderStatus, OrderActor> = {
  pending: {
    confirmed: ['staff', 'machine', 'system'],
    cancelled: ['customer', 'staff', 'machine', 'system'],
  },
  confirmed: {
    preparing: ['staff', 'machine'],
    cancelled: ['customer', 'staff', 'machine', 'system'],
    refunded: ['system'],
  },
  preparing: {
    ready: ['staff', 'machine'],
    shipped: ['staff', 'machine'],
    cancelled: ['staff', 'machine', 'system'],
    refunded: ['system'],
  },
  ready: { delivered: ['staff', 'machine'], refunded: ['system'] },
  shipped: { delivered: ['staff', 'machine'], refunded: ['system'] },
  delivered: { refunded: ['system'] },
  // Late money revives an order that the shop itself let expire.
  cancelled: { confirmed: ['system'] },
  refunded: {},
};

/**
 * What a state does to the stock of an order when it is reached. Goods leave the store when they are
 * shipped, or when they are handed over; both effects leave alone what has left or been freed before.
 */
export const STOCK_EFFECT: Readonly<Partial<Record<OrderStatus, 'fulfil' | 'release'>>> = {
  shipped: 'fulfil',
  delivered: 'fulfil',
  cancelled: 'release',
  refunded: 'release',
};

/** The state of an order's shipments in each of its own; where there is none, they stay as they are. */
export const SHIPMENT_STATUS: Readonly<Partial<Record<OrderStatus, ShipmentStatus>>> = {
  preparing: 'preparing',
  ready: 'ready',
  shipped: 'shipped',
  delivered: 'delivered',
  cancelled: 'cancelled',
  // What has left stays where it is; the rest is not sent any more.
  refunded: 'cancelled',
};

/** Nothing is sent, fetched or waited for any more; of these only the money may still move. */
const FINISHED: readonly OrderStatus[] = ['delivered', 'cancelled', 'refunded'];

/** Somebody still has something to do with an order, or waits for it. */
export const UNFINISHED = (Object.keys(ORDER_STATES) as OrderStatus[]).filter(
  (status) => !FINISHED.includes(status),
);

/** While an order is in one of these, its lines and addresses can still be put right. */
const AMENDABLE: ReadonlySet<OrderStatus> = new Set(['pending', 'confirmed', 'preparing']);

/** Whether the lines of an order may still be changed. */
export function isAmendable(status: OrderStatus): boolean {
  return AMENDABLE.has(status);
}

/**
 * States that take goods further towards their buyer, which stop while a payment of the order is
 * disputed. What has been shipped is on its way and arrives all the same.
 */
export const STOPPED_BY_DISPUTE: readonly OrderStatus[] = [
  'preparing',
  'ready',
  'shipped',
  'delivered',
];

/**
 * States in which goods have left the store. An order that is not paid at hand-over needs its money for
 * them; what has been shipped is on its way and arrives all the same.
 */
export const NEEDS_MONEY: readonly OrderStatus[] = ['shipped', 'delivered'];

/** The states from which an actor may move an order to another. */
export function statesBefore(to: OrderStatus, actor: OrderActor): OrderStatus[] {
  return (Object.keys(ORDER_STATES) as OrderStatus[]).filter((from) =>
    ORDER_STATES[from][to]?.includes(actor),
  );
}
