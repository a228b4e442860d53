import { faultsInBooks } from '../support/books';
import {
  ADDRESS,
  makeStore,
  makeVariant,
  newKey,
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
let store: Store;
let tea: Variant;
let mug: Variant;
let staff: Headers;

beforeAll(async () => {
  shop = await createShop();
  staff = (await member(shop, 'duka-support')).session;
});

afterAll(async () => {
  const { status, output } = await runDoctor(shop.database.url);
  await shop.stop();
  expect([status, output]).toEqual([0, expect.stringContaining('The books are right.')]);
});

beforeEach(async () => {
  store = await makeStore(shop);
  [tea, mug] = [
    await makeVariant(shop, { price: 1000 }),
    await makeVariant(shop, { price: 250 }),
  ] as const;
  await stock(shop, store, tea, 10);
  await stock(shop, store, mug, 10);
});

afterEach(async () => {
  expect(await faultsInBooks(shop)).toEqual([]);
});

const teaAndMug = () =>
  placeOrder(shop, [
    { variant: tea, quantity: 3, store },
    { variant: mug, quantity: 1, store },
  ]);

const admin = (order: Placed, what: string, body: object, headers: Headers = staff) =>
  call('PUT', `${shop.url}/api/admin/orders/${order.documentId}/${what}`, { headers, body });

const lineOf = (order: Placed, { sku }: Variant) =>
  order.items.find((item) => item.sku === sku)?.documentId ?? '';

/** The states that an order was in, and what else happened to it. */
const trackAll = async (order: Placed, headers?: Headers) =>
  (
    await call('GET', `${shop.url}/api/orders/${order.number}/track`, {
      headers: headers ?? { 'X-Order-Token': order.accessToken },
    })
  ).body.data as Record<'history' | 'events', Record<string, unknown>[]>;

const track = async (order: Placed, headers?: Headers) => (await trackAll(order, headers)).events;

describe('lines', () => {
  test('are lowered and taken away; totals and stock follow', async () => {
    const order = await teaAndMug();
    const amended = await admin(order, 'lines', {
      items: [
        { lineId: lineOf(order, tea), quantity: 1 },
        { lineId: lineOf(order, mug), quantity: 0 },
      ],
      note: 'two were broken',
    });
    expect(amended.status).toBe(200);
    expect(amended.body.data).toMatchObject({
      items: [{ sku: tea.sku, quantity: 1, unitPrice: 1000, total: 1000 }],
      shipments: [{ items: [{ sku: tea.sku, quantity: 1 }] }],
      subtotal: 1000,
      shippingTotal: 500,
      total: 1500,
    });
    expect(await stockOf(shop, store, tea)).toEqual({ on_hand: 10, reserved: 1 });
    expect(await stockOf(shop, store, mug)).toEqual({ on_hand: 10, reserved: 0 });
    const change = `${tea.sku}: 3 → 1, ${mug.sku}: 1 → 0`;
    expect((await track(order, staff)).at(-1)).toMatchObject({
      kind: 'lines',
      change,
      note: 'two were broken',
      by: { kind: 'staff', name: 'Zawadi Njeri' },
      internal: false,
    });
    expect((await eventsOf(shop, order)).at(-1)).toMatchObject({
      event: 'order.updated',
      payload: { documentId: order.documentId, status: 'pending', change: 'lines' },
    });
  });

  test('tell what was paid too much', async () => {
    const order = await teaAndMug();
    const lower = async (quantity: number) => {
      const items = [{ lineId: lineOf(order, tea), quantity }];
      expect((await admin(order, 'lines', { items })).status).toBe(200);
      const events = await eventsOf(shop, order);
      return events.findLast(({ payload }) => payload.change === 'lines')?.payload.overpaid;
    };
    const cash = async (what: 'cash' | 'refund', body: object) =>
      call('POST', `${shop.url}/api/payments/${order.documentId}/${what}`, {
        headers: { ...newKey(), ...bearer(await shop.apiToken()) },
        body,
      });
    expect(await lower(2)).toBeUndefined();
    expect((await cash('cash', { amount: 2750 })).status).toBe(201);
    expect((await cash('refund', { amount: 600, reason: 'A stain' })).status).toBe(201);
    // Of the 1,000 that the line came to, 600 are back already.
    expect(await lower(1)).toBe(400);
  });

  test('of one store’s part take its shipment away', async () => {
    const other = await makeStore(shop);
    await stock(shop, other, mug, 5);
    const order = await placeOrder(shop, [
      { variant: tea, store },
      { variant: mug, store: other },
    ]);
    expect(order).toMatchObject({ storeId: null, shipments: [{}, {}] });
    const amended = await admin(order, 'lines', {
      items: [{ lineId: lineOf(order, mug), quantity: 0 }],
    });
    expect(amended.body.data).toMatchObject({
      storeId: store.documentId,
      shipments: [{ storeId: store.documentId }],
    });
    expect(await stockOf(shop, other, mug)).toEqual({ on_hand: 5, reserved: 0 });
  });

  test('are neither raised nor made up, and something must be left', async () => {
    const order = await teaAndMug();
    const items = (...all: [string, number][]) => ({
      items: all.map(([lineId, quantity]) => ({ lineId, quantity })),
    });
    const [first, second] = [lineOf(order, tea), lineOf(order, mug)];
    const another = await teaAndMug();
    const wrong: [object, string][] = [
      [items([first, 4]), 'items.0.quantity'],
      [items([first, -1]), 'items.0.quantity'],
      [items([first, 0.5]), 'items.0.quantity'],
      [items([first, 1], [lineOf(another, tea), 0]), 'items.1.lineId'],
      [items([first, 1], [first, 2]), 'items'],
      [items([first, 0], [second, 0]), 'items'],
      [items(), 'items'],
      [{ items: [{ lineId: first, quantity: 1, unitPrice: 1 }] }, 'items.0.unitPrice'],
    ];
    for (const [body, path] of wrong) {
      const refused = await admin(order, 'lines', body);
      expect(refusal(refused)).toEqual([400, 'VALIDATION_FAILED']);
      expect(refused.body.error.details.errors[0].path.join('.')).toBe(path);
    }
    const seen = await call('GET', `${shop.url}/api/orders/${order.number}`, { headers: staff });
    expect(seen.body.data.items).toEqual(order.items);
    expect(await stockOf(shop, store, tea)).toEqual({ on_hand: 10, reserved: 6 });
  });

  test('are not changed once the goods are ready, nor by who may not', async () => {
    const order = await teaAndMug();
    const body = { items: [{ lineId: lineOf(order, tea), quantity: 1 }] };
    const buyer = { 'X-Order-Token': order.accessToken };
    expect(refusal(await admin(order, 'lines', body, buyer))).toEqual([401, 'UNAUTHENTICATED']);
    const { session } = await member(shop, 'duka-finance');
    expect(refusal(await admin(order, 'lines', body, session))).toEqual([403, 'FORBIDDEN']);
    for (const status of ['confirmed', 'preparing', 'ready']) {
      await admin(order, 'status', { status });
    }
    const late = await admin(order, 'lines', body);
    expect(refusal(late)).toEqual([409, 'NOT_EDITABLE']);
    expect(late.body.error.details.status).toBe('ready');
  });

  test('are lowered once for each key', async () => {
    const order = await teaAndMug();
    const headers = { ...staff, ...newKey() };
    const body = { items: [{ lineId: lineOf(order, tea), quantity: 2 }] };
    const first = await admin(order, 'lines', body, headers);
    const second = await admin(order, 'lines', body, headers);
    expect(second.headers.get('Idempotency-Replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    expect((await track(order)).filter(({ kind }) => kind === 'lines')).toHaveLength(1);
  });

  test('lowered by two at once are lowered one after the other', async () => {
    const order = await teaAndMug();
    const lower = (variant: Variant, quantity: number) =>
      admin(order, 'lines', { items: [{ lineId: lineOf(order, variant), quantity }] });
    const answers = await Promise.all([lower(tea, 2), lower(tea, 1), lower(mug, 0)]);
    for (const { status } of answers) expect([200, 400]).toContain(status);
    const seen = await call('GET', `${shop.url}/api/orders/${order.number}`, { headers: staff });
    expect(seen.body.data).toMatchObject({ items: [{ sku: tea.sku, quantity: 1 }], total: 1500 });
  });
});

describe('addresses', () => {
  test('are put right while the goods are in the store', async () => {
    const order = await teaAndMug();
    const elsewhere = { ...ADDRESS, line1: '2 Other Street', city: 'Mombasa' };
    const moved = await admin(order, 'address', { shippingAddress: elsewhere, note: 'moved' });
    expect([moved.status, moved.body.data.shippingAddress]).toEqual([200, elsewhere]);
    const billed = await admin(order, 'address', { billingAddress: ADDRESS });
    expect(billed.body.data).toMatchObject({
      shippingAddress: elsewhere,
      billingAddress: ADDRESS,
    });
    expect((await track(order)).slice(-2)).toMatchObject([
      { kind: 'address', change: 'delivery address', note: 'moved' },
      { kind: 'address', change: 'billing address', note: null },
    ]);
    for (const status of ['confirmed', 'preparing', 'shipped']) {
      await admin(order, 'status', { status });
    }
    const late = await admin(order, 'address', { shippingAddress: ADDRESS });
    expect(refusal(late)).toEqual([409, 'NOT_EDITABLE']);
  });

  test('must be whole, and an order that is picked up is sent nowhere', async () => {
    const order = await teaAndMug();
    const { city: _city, ...half } = ADDRESS;
    const refused = await admin(order, 'address', { shippingAddress: half });
    expect(refused.body.error.details.errors[0].path).toEqual(['shippingAddress', 'city']);
    expect(refusal(await admin(order, 'address', { note: 'hm' }))).toEqual([
      400,
      'VALIDATION_FAILED',
    ]);
    const fetched = await placeOrder(shop, [{ variant: tea, store }], {
      deliveryType: 'pickup',
      shippingAddress: undefined,
    });
    const sent = await admin(fetched, 'address', { shippingAddress: ADDRESS });
    expect(refusal(sent)).toEqual([400, 'VALIDATION_FAILED']);
  });
});

describe('notes', () => {
  const note = (order: Placed, body: object, headers: Headers = staff) =>
    call('POST', `${shop.url}/api/orders/${order.documentId}/notes`, { headers, body });

  test('are for the customer, unless they are internal', async () => {
    const order = await teaAndMug();
    const told = await note(order, { text: 'It leaves tomorrow.' });
    expect(told.status).toBe(201);
    expect(told.body.data.events.at(-1)).toMatchObject({ kind: 'note', internal: false });
    await note(order, { text: 'Pays late, watch out.', internal: true });

    const at = expect.any(String);
    expect((await trackAll(order, staff)).history).toEqual([
      { status: 'pending', at, note: null, by: { kind: 'customer', name: null } },
    ]);
    expect(await track(order, staff)).toMatchObject([
      { kind: 'note', note: 'It leaves tomorrow.', internal: false },
      { kind: 'note', note: 'Pays late, watch out.', internal: true },
    ]);
    const seen = await trackAll(order);
    expect(seen.history).toEqual([{ status: 'pending', at, note: null }]);
    expect(seen.events).toEqual([{ kind: 'note', at, change: null, note: 'It leaves tomorrow.' }]);
    for (const path of ['', '/track']) {
      const answer = await call('GET', `${shop.url}/api/orders/${order.number}${path}`, {
        headers: { 'X-Order-Token': order.accessToken },
      });
      expect(JSON.stringify(answer.body)).not.toMatch(/Pays late|Zawadi|internal/);
    }
    const events = await eventsOf(shop, order);
    expect(events.map(({ event }) => event)).toEqual(['order.placed', 'order.updated']);
    expect(JSON.stringify(events)).not.toContain('Pays late');
  });

  test('are written by the people of the shop alone', async () => {
    const order = await teaAndMug();
    const buyer = { 'X-Order-Token': order.accessToken };
    expect(refusal(await note(order, { text: 'mine' }, buyer))).toEqual([401, 'UNAUTHENTICATED']);
    const empty = await note(order, { text: ' ' });
    expect(empty.body.error.details.errors[0].path).toEqual(['text']);
    expect(refusal(await note({ ...order, documentId: 'nothing' }, { text: 'x' }))).toEqual([
      404,
      'ORDER_NOT_FOUND',
    ]);
  });
});

describe('tracking', () => {
  test('is told of the only shipment without naming it', async () => {
    const order = await teaAndMug();
    const sent = await admin(order, 'tracking', { carrier: 'Boda Post', trackingNumber: 'BP-1' });
    expect(sent.status).toBe(200);
    expect(sent.body.data.shipments).toMatchObject([
      { carrier: 'Boda Post', trackingNumber: 'BP-1' },
    ]);
    expect((await track(order)).at(-1)).toMatchObject({
      kind: 'tracking',
      change: 'Boda Post BP-1',
    });
    expect(refusal(await admin(order, 'tracking', {}))).toEqual([400, 'VALIDATION_FAILED']);
    expect((await eventsOf(shop, order)).at(-1)).toMatchObject({
      event: 'order.updated',
      payload: { change: 'tracking' },
    });
  });

  test('of several shipments names one, and a manager those of the own store', async () => {
    const other = await makeStore(shop);
    await stock(shop, other, mug, 5);
    const order = await placeOrder(shop, [
      { variant: tea, store },
      { variant: mug, store: other },
    ]);
    const which = await admin(order, 'tracking', { carrier: 'DHL' });
    expect(which.body.error.details.errors[0].path).toEqual(['shipmentId']);
    const byStore = await admin(order, 'tracking', {
      carrier: 'DHL',
      trackingNumber: '1',
      storeId: other.documentId,
    });
    expect(byStore.body.data.shipments).toMatchObject([
      { storeId: store.documentId, carrier: null },
      { storeId: other.documentId, carrier: 'DHL' },
    ]);
    const { session } = await member(shop, 'duka-store-manager', [store]);
    const own = await admin(order, 'tracking', { carrier: 'UPS' }, session);
    expect(own.body.data.shipments).toMatchObject([{ carrier: 'UPS' }, { carrier: 'DHL' }]);
    const foreign = { carrier: 'UPS', shipmentId: order.shipments[1]?.documentId };
    expect(refusal(await admin(order, 'tracking', foreign, session))).toEqual([403, 'FORBIDDEN']);
    const unknown = { carrier: 'UPS', shipmentId: 'nothing' };
    expect(refusal(await admin(order, 'tracking', unknown))).toEqual([400, 'VALIDATION_FAILED']);
  });

  test('that staff type into the panel is told as well', async () => {
    const order = await teaAndMug();
    const uid = 'api::shipment.shipment';
    const path = `${shop.url}/content-manager/collection-types/${uid}/${order.shipments[0]?.documentId}`;
    const saved = await call('PUT', path, {
      headers: bearer(await shop.adminToken()),
      body: { carrier: 'DHL', trackingNumber: 'X 1' },
    });
    expect(saved.status).toBe(200);
    expect((await track(order, staff)).at(-1)).toMatchObject({
      kind: 'tracking',
      change: 'DHL X 1',
      by: { kind: 'staff', name: 'Test' },
    });
  });
});
