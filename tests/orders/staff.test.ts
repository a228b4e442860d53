import { faultsInBooks } from '../support/books';
import {
  makeStore,
  makeVariant,
  newKey,
  stock,
  stockOf,
  type Store,
  type Variant,
} from '../support/catalogue';
import { bearer, call, refusal } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { member, placeOrder, type Placed } from './orders';

let shop: TestShop;
let store: Store;
let variant: Variant;
let admin: Record<string, string>;
let machine: Record<string, string>;

beforeAll(async () => {
  shop = await createShop();
  admin = bearer(await shop.adminToken());
  machine = bearer(await shop.apiToken());
});

afterAll(() => shop.stop());

beforeEach(async () => {
  store = await makeStore(shop);
  variant = await makeVariant(shop);
  await stock(shop, store, variant, 10);
});

afterEach(async () => {
  expect(await faultsInBooks(shop)).toEqual([]);
});

const placed = (quantity = 2) => placeOrder(shop, [{ variant, quantity, store }]);

const move = (order: Placed, status: string, headers: Record<string, string>, note?: string) =>
  call('PUT', `${shop.url}/api/orders/${order.documentId}/status`, {
    headers,
    body: { status, ...(note === undefined ? {} : { note }) },
  });

describe('an order goes its way', () => {
  test('to the shopper: goods leave the store when they are shipped', async () => {
    const order = await placed(2);
    for (const status of ['confirmed', 'preparing', 'shipped']) {
      const moved = await move(order, status, machine, `now ${status}`);
      expect([moved.status, moved.body.data?.status]).toEqual([200, status]);
    }
    expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 8, reserved: 0 });
    const delivered = await move(order, 'delivered', machine);
    expect(delivered.body.data.shipments[0].status).toBe('delivered');
    expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 8, reserved: 0 });

    const tracked = await call('GET', `${shop.url}/api/orders/${order.number}/track`, {
      headers: { 'X-Order-Token': order.accessToken },
    });
    const steps = tracked.body.data.history as { status: string; note: string | null }[];
    expect(steps.map(({ status, note }) => [status, note])).toEqual([
      ['pending', null],
      ['confirmed', 'now confirmed'],
      ['preparing', 'now preparing'],
      ['shipped', 'now shipped'],
      ['delivered', null],
    ]);
    const events = await shop.sql<{ event: string }>(
      'SELECT event FROM outbox WHERE subject = $1 ORDER BY id',
      [order.documentId],
    );
    expect(events.map(({ event }) => event)).toEqual([
      'order.placed',
      'order.confirmed',
      'order.preparing',
      'order.shipped',
      'order.delivered',
    ]);
  });

  test('over the counter: goods leave when they are handed over', async () => {
    const order = await placed(1);
    for (const status of ['confirmed', 'preparing', 'ready']) await move(order, status, machine);
    expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 10, reserved: 1 });
    await move(order, 'delivered', machine);
    expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 9, reserved: 0 });
  });

  test('and no other', async () => {
    const order = await placed();
    for (const status of ['pending', 'ready', 'shipped', 'delivered', 'refunded']) {
      const tried = await move(order, status, machine);
      expect(refusal(tried)).toEqual([409, 'ILLEGAL_TRANSITION']);
      expect(tried.body.error.details).toMatchObject({ from: 'pending', to: status });
    }
    expect(refusal(await move(order, 'lost', machine))).toEqual([400, 'VALIDATION_FAILED']);
  });

  test('once: of two that move it at the same time one is late', async () => {
    const order = await placed();
    const answers = await Promise.all([
      move(order, 'confirmed', machine),
      move(order, 'confirmed', admin),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('and is moved, or cancelled, once for each key', async () => {
    const order = await placed();
    const send = (method: string, path: string, headers: Record<string, string>, body?: object) =>
      call(method, `${shop.url}/api/orders/${order.documentId}${path}`, { headers, body });
    const calls = [
      () => send('PUT', '/status', { ...machine, ...key }, { status: 'confirmed' }),
      () => send('PUT', '/cancel', { 'X-Order-Token': order.accessToken, ...key }),
    ];
    const key = newKey();
    for (const once of calls) {
      const [first, second] = [await once(), await once()];
      expect([first.status, second.status]).toEqual([200, 200]);
      expect(second.headers.get('Idempotency-Replayed')).toBe('true');
      expect(second.body).toEqual(first.body);
    }
    const [count] = await shop.sql<{ moves: number }>(
      `SELECT count(*)::int AS moves FROM outbox WHERE subject = $1`,
      [order.documentId],
    );
    expect(count?.moves).toBe(3);
    const other = await send('PUT', '/status', { ...machine, ...key }, { status: 'shipped' });
    expect(refusal(other)).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  test('the shopper cancels no more once it is being prepared', async () => {
    const order = await placed();
    await move(order, 'confirmed', machine);
    await move(order, 'preparing', machine);
    const late = await call('DELETE', `${shop.url}/api/orders/${order.documentId}`, {
      headers: { 'X-Order-Token': order.accessToken },
    });
    expect(refusal(late)).toEqual([409, 'NOT_CANCELLABLE']);
    const byStaff = await move(order, 'cancelled', admin);
    expect(byStaff.body.data.status).toBe('cancelled');
    expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 10, reserved: 0 });
  });

  test('not on the word of its buyer, of a guest or of staff without the right', async () => {
    const order = await placed();
    const buyer = { 'X-Order-Token': order.accessToken };
    expect(refusal(await move(order, 'confirmed', buyer))).toEqual([403, 'FORBIDDEN']);
    expect((await move(order, 'confirmed', {})).status).toBe(404);
    const { session } = await member(shop, 'duka-finance');
    expect(refusal(await move(order, 'confirmed', session))).toEqual([403, 'FORBIDDEN']);
  });
});

describe('a store’s manager', () => {
  test('moves the orders of that store and knows of no other', async () => {
    const order = await placed();
    const stranger = await member(shop, 'duka-store-manager', [await makeStore(shop)]);
    expect(refusal(await move(order, 'confirmed', stranger.session))).toEqual([
      404,
      'ORDER_NOT_FOUND',
    ]);
    const { session } = await member(shop, 'duka-store-manager', [store]);
    const moved = await move(order, 'confirmed', session);
    expect([moved.status, moved.body.data?.status]).toEqual([200, 'confirmed']);
  });

  test('sees an order of several stores and leaves it to who manages them all', async () => {
    const other = await makeStore(shop);
    const mug = await makeVariant(shop);
    await stock(shop, other, mug, 5);
    const order = await placeOrder(shop, [
      { variant, store },
      { variant: mug, store: other },
    ]);
    const one = await member(shop, 'duka-store-manager', [store]);
    const seen = await call('GET', `${shop.url}/api/orders/${order.number}`, {
      headers: one.session,
    });
    expect(seen.body.data.number).toBe(order.number);
    expect(refusal(await move(order, 'confirmed', one.session))).toEqual([403, 'FORBIDDEN']);
    const both = await member(shop, 'duka-store-manager', [store, other]);
    expect((await move(order, 'confirmed', both.session)).status).toBe(200);
  });
});

test('a store’s manager counts the stock of that store and of no other', async () => {
  const { session } = await member(shop, 'duka-store-manager', [store]);
  const count = (counted: Store) =>
    call('PUT', `${shop.url}/api/stores/${counted.documentId}/stock`, {
      headers: session,
      body: [{ sku: variant.sku, onHand: 12, reason: 'counted' }],
    });
  expect((await count(store)).status).toBe(200);
  expect(refusal(await count(await makeStore(shop)))).toEqual([403, 'FORBIDDEN']);
});

test('backordered goods cannot be sent before they are in', async () => {
  const patient = await makeVariant(shop, { allowBackorder: true });
  await stock(shop, store, patient, 1);
  const order = await placeOrder(shop, [{ variant: patient, quantity: 3, store }]);
  await move(order, 'confirmed', machine);
  await move(order, 'preparing', machine);
  const early = await move(order, 'shipped', machine);
  expect(refusal(early)).toEqual([409, 'INSUFFICIENT_STOCK']);
  expect(early.body.error.details.missing).toEqual([{ sku: patient.sku, quantity: 2 }]);
  expect(await stockOf(shop, store, patient)).toEqual({ on_hand: 1, reserved: 3 });
});

describe('in the admin panel', () => {
  const panel = (method: string, uid: string, documentId = '', body?: object) =>
    call(method, `${shop.url}/content-manager/collection-types/${uid}/${documentId}`, {
      headers: admin,
      body,
    });
  const ORDER = 'api::order.order';
  const openForm = async (uid: string, documentId: string) =>
    (await panel('GET', uid, documentId)).body.data as Record<string, unknown>;
  const relations = {
    lines: { connect: [], disconnect: [] },
    shipments: { connect: [], disconnect: [] },
    history: { connect: [], disconnect: [] },
    store: { connect: [], disconnect: [] },
    customer: { connect: [], disconnect: [] },
  };

  test('an order’s state goes along its way, with history, event and stock', async () => {
    const order = await placed();
    const form = await openForm(ORDER, order.documentId);
    expect(form.state).toBe('pending');
    const saved = await panel('PUT', ORDER, order.documentId, {
      ...form,
      ...relations,
      state: 'cancelled',
      internalNotes: 'called the customer',
    });
    expect(saved.status).toBe(200);
    expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 10, reserved: 0 });
    const steps = await shop.sql(
      `SELECT history."to", history.actor, history.actor_name FROM order_histories history
         JOIN orders ON orders.id = history.order_id
        WHERE orders.document_id = $1 ORDER BY history.id`,
      [order.documentId],
    );
    expect(steps).toEqual([
      { to: 'pending', actor: 'customer', actor_name: null },
      { to: 'cancelled', actor: 'staff', actor_name: 'Test' },
    ]);
    const illegal = await panel('PUT', ORDER, order.documentId, { state: 'confirmed' });
    expect(illegal.status).toBe(409);
    expect(illegal.body.error.message).toBe('An order that is cancelled cannot become confirmed.');
  });

  test.each([
    ['total', 1],
    ['subtotal', 1],
    ['number', 'MINE'],
    ['currency', 'KES'],
    ['paymentStatus', 'paid'],
    ['taxLines', [{ name: 'VAT', amount: 1 }]],
    ['shippingAddress', { city: 'Elsewhere' }],
  ])('%s of a placed order cannot be edited', async (field, value) => {
    const order = await placed();
    const form = await openForm(ORDER, order.documentId);
    const refused = await panel('PUT', ORDER, order.documentId, {
      ...form,
      ...relations,
      [field]: value,
    });
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain(`${field} cannot be edited`);
    expect(await openForm(ORDER, order.documentId)).toEqual(form);
  });

  test('history names who edits, in whatever case the route is written', async () => {
    const order = await placed();
    const saved = await call(
      'PUT',
      `${shop.url}/Content-Manager/Collection-Types/${ORDER}/${order.documentId}`,
      {
        headers: admin,
        body: { state: 'cancelled' },
      },
    );
    expect(saved.status).toBe(200);
    const [last] = await shop.sql(
      `SELECT history.actor, history.actor_name FROM order_histories history
         JOIN orders ON orders.id = history.order_id
        WHERE orders.document_id = $1 ORDER BY history.id DESC LIMIT 1`,
      [order.documentId],
    );
    expect(last).toEqual({ actor: 'staff', actor_name: 'Test' });
  });

  test('lines and history are listed so that they can be read', async () => {
    const order = await placed(2);
    await move(order, 'confirmed', admin, 'on the phone');
    const listed = async (field: string) => {
      const path = `content-manager/relations/${ORDER}/${order.documentId}/${field}`;
      const answer = await call('GET', `${shop.url}/${path}`, { headers: admin });
      return (answer.body.results as { summary: string }[]).map(({ summary }) => summary);
    };
    expect(await listed('lines')).toEqual([
      `2 × Product ${variant.productId} (${variant.sku}), USD 39.98`,
    ]);
    const told = (await listed('history')).map((line) => line.slice('2026-01-31 12:00 '.length));
    expect(told.sort()).toEqual(['confirmed by Test: on the phone', 'pending by the customer']);
  });

  test('orders, lines and history are neither made nor deleted by hand', async () => {
    const order = await placed();
    expect((await panel('DELETE', ORDER, order.documentId)).status).toBe(403);
    expect((await panel('POST', ORDER, '', { number: 'X' })).status).toBeGreaterThanOrEqual(400);
    const [line] = await shop.sql<{ document_id: string }>(
      'SELECT document_id FROM order_lines WHERE sku = $1',
      [variant.sku],
    );
    const lines = 'api::order-line.order-line';
    const edited = await panel('PUT', lines, line?.document_id, { quantity: 1 });
    expect(edited.status).toBe(403);
    expect((await panel('DELETE', lines, line?.document_id)).status).toBe(403);
  });

  test('a shipment takes its carrier and tracking number and nothing else', async () => {
    const order = await placed();
    const [shipment] = await shop.sql<{ document_id: string }>(
      `SELECT shipments.document_id FROM shipments JOIN orders ON orders.id = shipments.order_id
        WHERE orders.document_id = $1`,
      [order.documentId],
    );
    const uid = 'api::shipment.shipment';
    const form = await openForm(uid, shipment?.document_id ?? '');
    const links = {
      order: { connect: [], disconnect: [] },
      store: { connect: [], disconnect: [] },
    };
    const saved = await panel('PUT', uid, shipment?.document_id, {
      ...form,
      ...links,
      lines: { connect: [], disconnect: [] },
      carrier: 'Boda Post',
      trackingNumber: 'BP-1',
    });
    expect(saved.status).toBe(200);
    const seen = await call('GET', `${shop.url}/api/orders/${order.number}`, { headers: machine });
    expect(seen.body.data.shipments[0]).toMatchObject({
      carrier: 'Boda Post',
      trackingNumber: 'BP-1',
    });
    const moved = await panel('PUT', uid, shipment?.document_id, { state: 'delivered' });
    expect(moved.status).toBe(403);
  });

  test('a variant and a store that stand in an order are not deleted', async () => {
    await placed();
    const [row] = await shop.sql<{ document_id: string }>(
      'SELECT document_id FROM variants WHERE id = $1',
      [variant.id],
    );
    const refused = await panel('DELETE', 'api::variant.variant', row?.document_id);
    expect(refusal(refused)).toEqual([409, 'IN_USE']);
    expect(refusal(await panel('DELETE', 'api::store.store', store.documentId))).toEqual([
      409,
      'IN_USE',
    ]);
  });
});
