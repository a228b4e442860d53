import {
  ADDRESS,
  CASH_ORDER,
  guestWith,
  makeStore,
  makeVariant,
  newKey,
  stock,
  stockOf,
  type Store,
  type Variant,
} from '../support/catalogue';
import { call } from '../support/http';
import { createShop, type TestShop } from '../support/shop';

let shop: TestShop;
let store: Store;
let variant: Variant;

beforeAll(async () => {
  shop = await createShop();
});

afterAll(() => shop.stop());

beforeEach(async () => {
  store = await makeStore(shop);
  variant = await makeVariant(shop, { price: 1999 });
  await stock(shop, store, variant, 10);
});

test('a guest fills a cart, orders it once and follows the order', async () => {
  const added = await call('POST', `${shop.url}/api/cart/items`, {
    body: { sku: variant.sku, quantity: 2 },
  });
  expect(added.status).toBe(201);
  const { token } = added.body.data;
  expect(added.headers.get('X-Cart-Token')).toBe(token);
  expect(added.body.data).toMatchObject({
    currency: 'USD',
    items: [
      { sku: variant.sku, storeId: store.documentId, quantity: 2, unitPrice: 1999, total: 3998 },
    ],
    totals: { subtotal: 3998, discount: 0, shipping: 500, tax: 0, total: 4498 },
  });
  expect(Date.parse(added.body.data.items[0].reservedUntil)).toBeGreaterThan(Date.now());
  expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 10, reserved: 2 });

  const read = await call('GET', `${shop.url}/api/cart`, { headers: { 'X-Cart-Token': token } });
  expect(read.body.data.items).toHaveLength(1);

  const key = newKey();
  const send = () =>
    call('POST', `${shop.url}/api/orders`, {
      headers: { ...key, 'X-Cart-Token': token },
      body: CASH_ORDER,
    });
  const placed = await send();
  expect(placed.status).toBe(201);
  const order = placed.body.data;
  expect(order).toMatchObject({
    status: 'pending',
    paymentStatus: 'pending',
    paymentMethod: 'cash_on_delivery',
    currency: 'USD',
    items: [
      { sku: variant.sku, storeId: store.documentId, quantity: 2, unitPrice: 1999, total: 3998 },
    ],
    shipments: [
      { storeId: store.documentId, status: 'pending', carrier: null, trackingNumber: null },
    ],
    subtotal: 3998,
    discountTotal: 0,
    shippingTotal: 500,
    taxTotal: 0,
    total: 4498,
    shippingAddress: ADDRESS,
    storeId: store.documentId,
  });
  expect(order.number).toMatch(/^[A-Z0-9]{8,12}$/);

  const replayed = await send();
  expect(replayed.status).toBe(201);
  expect(replayed.headers.get('Idempotency-Replayed')).toBe('true');
  expect(replayed.body).toEqual(placed.body);

  const again = await call('POST', `${shop.url}/api/orders`, {
    headers: { ...newKey(), 'X-Cart-Token': token },
    body: CASH_ORDER,
  });
  expect(again.status).toBe(409);
  expect(again.body.error.details.code).toBe('CART_CLOSED');

  const mine = { 'X-Order-Token': order.accessToken as string };
  const seen = await call('GET', `${shop.url}/api/orders/${order.number}`, { headers: mine });
  expect(seen.status).toBe(200);
  expect({ ...seen.body.data, accessToken: order.accessToken }).toEqual(order);
  expect(seen.body.data).not.toHaveProperty('accessToken');
  const tracked = await call('GET', `${shop.url}/api/orders/${order.documentId}/track`, {
    headers: mine,
  });
  expect(tracked.body.data).toMatchObject({
    number: order.number,
    status: 'pending',
    history: [{ status: 'pending' }],
  });
  const list = await call('GET', `${shop.url}/api/orders`, { headers: mine });
  expect(list.body.data).toHaveLength(1);
});

test('a cancelled order gives its goods back, and is cancelled once', async () => {
  const token = await guestWith(shop.url, variant, 3);
  const placed = await call('POST', `${shop.url}/api/orders`, {
    headers: { ...newKey(), 'X-Cart-Token': token },
    body: CASH_ORDER,
  });
  expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 10, reserved: 3 });
  const { documentId, accessToken } = placed.body.data;
  const cancel = () =>
    call('PUT', `${shop.url}/api/orders/${documentId}/cancel`, {
      headers: { 'X-Order-Token': accessToken },
    });
  const first = await cancel();
  expect([first.status, first.body.data.status]).toEqual([200, 'cancelled']);
  expect(first.body.data.shipments[0].status).toBe('cancelled');
  const second = await cancel();
  expect([second.status, second.body.data.status]).toEqual([200, 'cancelled']);
  expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 10, reserved: 0 });
});

test('F-61 F-78 an order is not there for who has no right to it', async () => {
  const token = await guestWith(shop.url, variant);
  const placed = await call('POST', `${shop.url}/api/orders`, {
    headers: { ...newKey(), 'X-Cart-Token': token },
    body: CASH_ORDER,
  });
  const path = `/api/orders/${placed.body.data.documentId}`;
  expect((await call('GET', `${shop.url}${path}`)).status).toBe(404);
  expect(
    (await call('GET', `${shop.url}${path}`, { headers: { 'X-Cart-Token': token } })).status,
  ).toBe(404);
  expect((await call('PUT', `${shop.url}${path}/cancel`)).status).toBe(404);
  expect(
    (await call('GET', `${shop.url}${path}`, { headers: { 'X-Order-Token': 'forged.token' } }))
      .status,
  ).toBe(401);
  expect((await call('GET', `${shop.url}/api/orders`)).status).toBe(401);
});
