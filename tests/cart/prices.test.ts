import {
  CASH_ORDER,
  guestWith,
  makeStore,
  makeVariant,
  newKey,
  stock,
  type Store,
  type Variant,
} from '../support/catalogue';
import { call, type HttpAnswer } from '../support/http';
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
  variant = await makeVariant(shop, { price: 1000 });
  await stock(shop, store, variant, 20);
});

const reprice = (price: number) =>
  shop.sql('UPDATE variants SET price = $2 WHERE id = $1', [variant.id, price]);

const send = (
  method: string,
  path: string,
  token: string,
  body?: unknown,
  headers: Record<string, string> = newKey(),
): Promise<HttpAnswer> =>
  call(method, `${shop.url}/api${path}`, { headers: { 'X-Cart-Token': token, ...headers }, body });

const order = (token: string, more: object = {}, headers?: Record<string, string>) =>
  send('POST', '/orders', token, { ...CASH_ORDER, ...more }, headers);

test('a cart shows what a line cost when the shopper agreed to it', async () => {
  const token = await guestWith(shop.url, variant, 2);
  const before = (await send('GET', '/cart', token)).body.data;
  expect(before).toMatchObject({ priceChanged: false, items: [{ previousUnitPrice: null }] });
  await reprice(1200);
  for (let turn = 0; turn < 2; turn += 1) {
    const seen = (await send('GET', '/cart', token)).body.data;
    expect(seen).toMatchObject({
      priceChanged: true,
      items: [{ unitPrice: 1200, previousUnitPrice: 1000, total: 2400 }],
    });
  }
  const described = await send('PUT', '/cart', token, { email: 'guest@example.com' });
  expect(described.body.data.priceChanged).toBe(true);

  const { id } = described.body.data.items[0] as { id: string };
  const changed = await send('PUT', `/cart/items/${id}`, token, { quantity: 3 });
  expect(changed.body.data).toMatchObject({
    priceChanged: false,
    items: [{ unitPrice: 1200, previousUnitPrice: null }],
  });
});

test('F-47 F-51 an order at a price that the shopper was never shown is refused once, naming both', async () => {
  const token = await guestWith(shop.url, variant, 2);
  await reprice(1500);
  const key = newKey();
  const refused = await order(token, {}, key);
  expect(refused.status).toBe(409);
  expect(refused.body.error.details).toEqual({
    code: 'PRICE_CHANGED',
    currency: 'USD',
    total: 3500,
    lines: [{ id: expect.any(String), sku: variant.sku, previousUnitPrice: 1000, unitPrice: 1500 }],
  });
  const placed = await order(token, {}, key);
  expect(placed.status).toBe(201);
  expect(placed.body.data.total).toBe(3500);
});

test('a price that came down is told as well, and one that changes again once more', async () => {
  const token = await guestWith(shop.url, variant, 1);
  await reprice(900);
  expect((await order(token)).body.error.details.lines).toMatchObject([
    { previousUnitPrice: 1000, unitPrice: 900 },
  ]);
  await reprice(1000);
  expect((await order(token)).body.error.details.lines).toMatchObject([
    { previousUnitPrice: 900, unitPrice: 1000 },
  ]);
  expect((await order(token)).status).toBe(201);
});

test.each([
  ['reading the cart', (token: string) => send('GET', '/cart', token)],
  ['another change', (token: string) => send('PUT', '/cart', token, { email: 'a@example.com' })],
])('%s tells the price, and the order goes through', async (_what, look) => {
  const token = await guestWith(shop.url, variant, 1);
  await reprice(1100);
  await look(token);
  const placed = await order(token);
  expect(placed.status).toBe(201);
  expect(placed.body.data.subtotal).toBe(1100);
});

test('who expects the new total need not be told, and who expects another is refused', async () => {
  const token = await guestWith(shop.url, variant, 1);
  await reprice(1100);
  const refused = await order(token, { expectedTotal: 1500 });
  expect(refused.status).toBe(409);
  expect(refused.body.error.details).toMatchObject({
    code: 'PRICE_CHANGED',
    expectedTotal: 1500,
    total: 1600,
  });
  await reprice(1300);
  expect((await order(token, { expectedTotal: 1800 })).status).toBe(201);
});

test('goods that an order moves to another store do not hide a new price', async () => {
  const other = await makeStore(shop);
  await stock(shop, other, variant, 5);
  const token = await guestWith(shop.url, variant, 1, { storeId: store.documentId });
  await reprice(1700);
  const refused = await order(token, { storeId: other.documentId });
  expect([refused.status, refused.body.error.details.code]).toEqual([409, 'PRICE_CHANGED']);
});

test('the currency of a cart is fixed by its first line', async () => {
  const opened = await call('PUT', `${shop.url}/api/cart`, { body: { currency: 'USD' } });
  const { token } = opened.body.data as { token: string };
  await send('POST', '/cart/items', token, { sku: variant.sku, quantity: 1 });
  expect((await send('PUT', '/cart', token, { currency: 'USD' })).status).toBe(200);
  const refused = await send('PUT', '/cart', token, { currency: 'KES' });
  expect([refused.status, refused.body.error.details.code]).toEqual([409, 'CURRENCY_FIXED']);
});

test('F-52 a withdrawn SKU stays in sight, stops the order by its name and can be removed', async () => {
  const other = await makeVariant(shop);
  await stock(shop, store, other, 5);
  const token = await guestWith(shop.url, variant, 1);
  await send('POST', '/cart/items', token, { sku: other.sku, quantity: 1 });
  await shop.sql('UPDATE variants SET active = false WHERE id = $1', [variant.id]);
  const { items } = (await send('GET', '/cart', token)).body.data;
  expect(items).toMatchObject([
    { sku: variant.sku, forSale: false },
    { sku: other.sku, forSale: true },
  ]);
  const refused = await order(token);
  expect(refused.status).toBe(422);
  expect(refused.body.error.details).toEqual({ code: 'NOT_FOR_SALE', sku: variant.sku });
  await send('DELETE', `/cart/items/${items[0].id}`, token);
  expect((await order(token)).status).toBe(201);
});
