import { faultsOf } from '../../../kernel/server/contract';
import {
  SHIPMENT_STATES,
  SHIPMENT_STATUSES,
  shipmentStatesBefore,
  statusBy,
  type ShipmentStatus,
} from './shipments';
import { ORDER_STATES, type OrderStatus } from './states';

test('every state can be reached and comes to an end', () => {
  expect(faultsOf(SHIPMENT_STATES, 'pending')).toEqual([]);
});

test('what has left comes back by no move', () => {
  expect(Object.keys(SHIPMENT_STATES.shipped)).toEqual(['delivered']);
});

test('an order follows the first and the last of its shipments', () => {
  const cases: [OrderStatus, ShipmentStatus[], OrderStatus | undefined][] = [
    ['confirmed', ['pending', 'pending'], undefined],
    ['confirmed', ['preparing', 'pending'], 'preparing'],
    ['preparing', ['ready', 'preparing'], undefined],
    ['preparing', ['ready', 'ready'], 'ready'],
    ['preparing', ['shipped', 'pending'], undefined],
    ['preparing', ['shipped', 'ready'], undefined],
    ['preparing', ['delivered', 'delivered'], 'shipped'],
    ['preparing', ['delivered', 'shipped'], 'shipped'],
    ['shipped', ['delivered', 'shipped'], undefined],
    ['shipped', ['delivered', 'delivered'], 'delivered'],
    ['ready', ['delivered', 'delivered'], 'delivered'],
    ['pending', ['pending'], undefined],
  ];
  for (const [status, shipments, after] of cases) {
    expect(statusBy(shipments, status)).toBe(after);
  }
});

/** As far as an order comes; each of its steps must be one of its own table. */
function follow(parts: ShipmentStatus[], status: OrderStatus): OrderStatus {
  const next = statusBy(parts, status);
  if (next === undefined) return status;
  expect(ORDER_STATES[status][next]).toContain('staff');
  return follow(parts, next);
}

/** Every pair of shipments that their stores can bring about, with the order that follows them. */
function walk(): { parts: ShipmentStatus[]; status: OrderStatus }[] {
  const seen = new Map<string, { parts: ShipmentStatus[]; status: OrderStatus }>();
  const visit = (parts: ShipmentStatus[], status: OrderStatus) => {
    const key = [...parts, status].join();
    if (seen.has(key)) return;
    seen.set(key, { parts, status });
    for (const [turn, part] of parts.entries()) {
      for (const to of SHIPMENT_STATUSES) {
        if (!shipmentStatesBefore(to, 'store').includes(part)) continue;
        const moved = parts.with(turn, to);
        visit(moved, follow(moved, status));
      }
    }
  };
  visit(['pending', 'pending'], 'confirmed');
  return [...seen.values()];
}

test('whatever stores do in whatever order, the order moves along its own table to the end', () => {
  const places = walk();
  expect(places.length).toBeGreaterThan(15);
  for (const { parts, status } of places) {
    const left = parts.every((part) => part === 'shipped' || part === 'delivered');
    // What is still in a store is kept for an order that is not told to have left.
    if (!left) expect(['confirmed', 'preparing', 'ready']).toContain(status);
    if (parts.every((part) => part === 'delivered')) expect(status).toBe('delivered');
  }
  expect(places.map(({ status }) => status)).toContain('delivered');
});
