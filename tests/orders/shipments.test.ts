import { openDatabase } from '../../src/plugins/kernel/server/contract';
import { moveOrder as refund, THE_SHOP } from '../../src/plugins/orders/server/contract';
import { faultsInBooks } from '../support/books';
import {
  makeStore,
  makeVariant,
  stock,
  stockOf,
  type Store,
  type Variant,
} from '../support/catalogue';
import { runDoctor } from '../support/doctor';
import { bearer, call, refusal } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { eventsOf, member, placeOrder, type Headers, type Placed } from './orders';

let shop: TestShop;
let stores: [Store, Store];
let tea: Variant;
let machine: Headers;
let order: Placed;

beforeAll(async () => {
  shop = await createShop();
  machine = bearer(await shop.apiToken());
});

afterAll(async () => {
  const { status, output } = await runDoctor(shop.database.url);
  await shop.stop();
  expect([status, output]).toEqual([0, expect.stringContaining('The books are right.')]);
});

beforeEach(async () => {
  stores = [await makeStore(shop), await makeStore(shop)];
  tea = await makeVariant(shop);
  for (const store of stores) await stock(shop, store, tea, 5);
  order = await placeOrder(shop, [
    { variant: tea, quantity: 1, store: stores[0] },
    { variant: tea, quantity: 2, store: stores[1] },
  ]);
});

afterEach(async () => {
  expect(await faultsInBooks(shop)).toEqual([]);
});

const move = (part: 0 | 1, status: string, headers: Headers = machine) => {
  const id = order.shipments.find(({ storeId }) => storeId === stores[part].documentId)?.documentId;
  return call('PUT', `${shop.url}/api/admin/orders/${order.number}/shipments/${id}/status`, {
    headers,
    body: { status },
  });
};
const moveOrder = (status: string) =>
  call('PUT', `${shop.url}/api/orders/${order.number}/status`, {
    headers: machine,
    body: { status },
  });
const onHand = async (part: 0 | 1) => await stockOf(shop, stores[part], tea);

test('each store sends its part; the order follows the first and the last', async () => {
  await moveOrder('confirmed');
  const steps: [0 | 1, string, string][] = [
    [0, 'preparing', 'preparing'],
    [0, 'shipped', 'preparing'],
    [1, 'preparing', 'preparing'],
    [0, 'delivered', 'preparing'],
    [1, 'shipped', 'shipped'],
    [1, 'delivered', 'delivered'],
  ];
  for (const [part, status, after] of steps) {
    const moved = await move(part, status);
    expect([moved.status, moved.body.data?.status]).toEqual([200, after]);
    if (status === 'shipped' && part === 0) {
      expect(await onHand(0)).toEqual({ on_hand: 4, reserved: 0 });
      expect(await onHand(1)).toEqual({ on_hand: 5, reserved: 2 });
    }
  }
  expect(await onHand(1)).toEqual({ on_hand: 3, reserved: 0 });
  expect((await eventsOf(shop, order)).map(({ event }) => event)).toEqual([
    'order.placed',
    'order.confirmed',
    'order.updated',
    'order.preparing',
    'order.updated',
    'order.updated',
    'order.updated',
    'order.updated',
    'order.shipped',
    'order.updated',
    'order.delivered',
  ]);
  const tracked = await call('GET', `${shop.url}/api/orders/${order.number}/track`, {
    headers: { 'X-Order-Token': order.accessToken },
  });
  expect(tracked.body.data.history.at(-2)).toMatchObject({
    kind: 'shipment',
    change: `${stores[1].documentId}: shipped → delivered`,
  });
});

test('a part that waits at its counter keeps the order from having left', async () => {
  await moveOrder('confirmed');
  const steps: [0 | 1, string, string][] = [
    [0, 'preparing', 'preparing'],
    [1, 'preparing', 'preparing'],
    [0, 'ready', 'preparing'],
    [1, 'shipped', 'preparing'],
    [1, 'delivered', 'preparing'],
    [0, 'delivered', 'delivered'],
  ];
  for (const [part, status, after] of steps) {
    const moved = await move(part, status);
    expect([moved.status, moved.body.data?.status]).toEqual([200, after]);
    expect(await faultsInBooks(shop)).toEqual([]);
  }
  const events = (await eventsOf(shop, order)).map(({ event }) => event);
  expect(events.slice(-3)).toEqual(['order.updated', 'order.shipped', 'order.delivered']);
});

test('a manager moves the part of the own store and no other', async () => {
  await moveOrder('confirmed');
  const { session } = await member(shop, 'duka-store-manager', [stores[0]]);
  expect((await move(0, 'preparing', session)).status).toBe(200);
  expect(refusal(await move(1, 'preparing', session))).toEqual([403, 'FORBIDDEN']);
  const buyer = { 'X-Order-Token': order.accessToken };
  expect(refusal(await move(0, 'shipped', buyer))).toEqual([401, 'UNAUTHENTICATED']);
});

test('a part goes its way and no other, once its order is confirmed', async () => {
  const early = await move(0, 'preparing');
  expect(refusal(early)).toEqual([409, 'ILLEGAL_TRANSITION']);
  expect(early.body.error.details).toMatchObject({ orderStatus: 'pending' });
  await moveOrder('confirmed');
  for (const status of ['pending', 'ready', 'shipped', 'delivered', 'cancelled']) {
    expect(refusal(await move(0, status))).toEqual([409, 'ILLEGAL_TRANSITION']);
  }
  expect(refusal(await move(0, 'lost'))).toEqual([400, 'VALIDATION_FAILED']);
  const path = `${shop.url}/api/admin/orders/${order.number}/shipments/nothing/status`;
  const unknown = await call('PUT', path, { headers: machine, body: { status: 'preparing' } });
  expect(refusal(unknown)).toEqual([400, 'VALIDATION_FAILED']);
});

test('an order that moves as a whole leaves what is further where it is', async () => {
  await moveOrder('confirmed');
  await move(0, 'preparing');
  await move(0, 'shipped');
  const ready = await moveOrder('ready');
  expect(ready.body.data.shipments.map(({ status }: { status: string }) => status).sort()).toEqual([
    'ready',
    'shipped',
  ]);
});

test('what has left stays so where the rest is cancelled, and its line is not lowered', async () => {
  await moveOrder('confirmed');
  await move(0, 'preparing');
  await move(0, 'shipped');
  const sent = order.items.find(({ quantity }) => quantity === 1);
  const lowered = await call('PUT', `${shop.url}/api/admin/orders/${order.number}/lines`, {
    headers: machine,
    body: { items: [{ lineId: sent?.documentId, quantity: 0 }] },
  });
  expect(refusal(lowered)).toEqual([409, 'NOT_EDITABLE']);
  const cancelled = await moveOrder('cancelled');
  expect(
    cancelled.body.data.shipments.map(({ status }: { status: string }) => status).sort(),
  ).toEqual(['cancelled', 'shipped']);
  expect(await onHand(0)).toEqual({ on_hand: 4, reserved: 0 });
  expect(await onHand(1)).toEqual({ on_hand: 5, reserved: 0 });
});

test('two stores that finish at the same moment bring the order to its end', async () => {
  await moveOrder('confirmed');
  await Promise.all([move(0, 'preparing'), move(1, 'preparing')]);
  await Promise.all([move(0, 'shipped'), move(1, 'shipped')]);
  const answers = await Promise.all([move(0, 'delivered'), move(1, 'delivered')]);
  expect(answers.map(({ body }) => body.data?.status as string)).toContain('delivered');
});

test('a refund of all of it takes back the parts that have not left', async () => {
  await moveOrder('confirmed');
  await move(0, 'preparing');
  await move(0, 'shipped');
  const database = openDatabase({
    url: shop.database.url,
    poolSize: 1,
    name: 'test',
    onError: () => undefined,
  });
  const moved = await database
    .transaction((tx) =>
      refund(tx, { orderId: order.documentId, to: 'refunded', by: THE_SHOP, note: null }),
    )
    .finally(() => database.close());
  expect(moved).toEqual({ kind: 'moved' });
  const states = await shop.sql<{ state: string }>(
    `SELECT shipment.state FROM shipments shipment
       JOIN orders ON orders.id = shipment.order_id
      WHERE orders.number = $1 ORDER BY shipment.state`,
    [order.number],
  );
  expect(states).toEqual([{ state: 'cancelled' }, { state: 'shipped' }]);
});
