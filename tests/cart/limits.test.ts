import { faultsInBooks } from '../support/books';
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
import { bearer, call, refusal, type HttpAnswer } from '../support/http';
import { createShop, type TestShop } from '../support/shop';

let shop: TestShop;
let store: Store;
let variant: Variant;

beforeAll(async () => {
  shop = await createShop({
    env: {
      DUKA_RATE_LIMITS: 'on',
      DUKA_NEW_CARTS_PER_MINUTE: '1000',
      DUKA_MOST_UNITS_PER_SKU: '5',
      DUKA_MOST_UNITS_PER_SKU_AND_ADDRESS: '8',
      DUKA_MOST_LINES_PER_ADDRESS: '10',
      DUKA_HOLD_CEILING_MINUTES: '20',
      DUKA_HOLD_MINUTES: '14.995',
    },
  });
});

afterAll(() => shop.stop());

beforeEach(async () => {
  // Every test begins with an address that holds nothing.
  await shop.sql('UPDATE carts SET origin = NULL');
  store = await makeStore(shop);
  variant = await makeVariant(shop);
  await stock(shop, store, variant, 50);
});

afterEach(async () => {
  expect(await faultsInBooks(shop)).toEqual([]);
});

const send = (method: string, path: string, token?: string, body?: unknown): Promise<HttpAnswer> =>
  call(method, `${shop.url}/api${path}`, {
    headers: { ...newKey(), ...(token === undefined ? {} : { 'X-Cart-Token': token }) },
    body,
  });

const add = (quantity: number, token?: string, sku = variant.sku) =>
  send('POST', '/cart/items', token, { sku, quantity });

test('F-79 one cart holds so many of a SKU, however it comes by them', async () => {
  expect((await add(6)).body.error.details).toMatchObject({
    code: 'HOLD_LIMIT',
    sku: variant.sku,
    requested: 6,
    limit: 5,
  });
  const token = await guestWith(shop.url, variant, 4);
  expect(refusal(await add(2, token))).toEqual([422, 'HOLD_LIMIT']);
  const { items } = (await send('GET', '/cart', token)).body.data;
  const path = `/cart/items/${items[0].id}`;
  expect(refusal(await send('PUT', path, token, { quantity: 6 }))).toEqual([422, 'HOLD_LIMIT']);
  expect((await send('PUT', path, token, { quantity: 5 })).status).toBe(200);
  expect((await send('PUT', path, token, { quantity: 1 })).status).toBe(200);
});

test('what there is not is said before what one may not have', async () => {
  const more = { sku: variant.sku, quantity: 60 };
  const here = { latitude: -1.28, longitude: 36.82 };
  const placed = (await send('PUT', '/cart', undefined, here)).body.data.token as string;
  const pickup = { deliveryType: 'pickup', storeId: store.documentId };
  const fetched = (await send('PUT', '/cart', undefined, pickup)).body.data.token as string;
  const has = await guestWith(shop.url, variant, 2);
  const { items } = (await send('GET', '/cart', has)).body.data;
  const tries = [
    await add(60),
    await send('POST', '/cart/items', undefined, { ...more, storeId: store.documentId }),
    await send('POST', '/cart/items', placed, more),
    await send('POST', '/cart/items', fetched, more),
    await add(60, has),
  ];
  for (const refused of tries) {
    expect(refusal(refused)).toEqual([409, 'INSUFFICIENT_STOCK']);
  }
  const { details } = (await send('PUT', `/cart/items/${items[0].id}`, has, { quantity: 60 })).body
    .error;
  expect(details).toEqual({
    code: 'INSUFFICIENT_STOCK',
    sku: variant.sku,
    requested: 60,
    available: 50,
  });
});

test('what there is is refused by the limit, also where several stores have it together', async () => {
  const other = await makeStore(shop);
  await stock(shop, other, variant, 20);
  const here = { latitude: -1.28, longitude: 36.82 };
  const placed = (await send('PUT', '/cart', undefined, here)).body.data.token as string;
  expect(refusal(await add(60, placed))).toEqual([422, 'HOLD_LIMIT']);
  expect(refusal(await add(71, placed))).toEqual([409, 'INSUFFICIENT_STOCK']);
  const patient = await makeVariant(shop, { allowBackorder: true });
  await stock(shop, store, patient, 1);
  expect(refusal(await add(6, undefined, patient.sku))).toEqual([422, 'HOLD_LIMIT']);
});

test('F-79 the carts of one address hold so many of a SKU, until they order or give back', async () => {
  const [first] = [await guestWith(shop.url, variant, 5), await guestWith(shop.url, variant, 3)];
  const refused = await add(1);
  expect(refusal(refused)).toEqual([429, 'ADDRESS_HOLD_LIMIT']);
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
  const placed = await send('POST', '/orders', first, CASH_ORDER);
  expect(placed.status).toBe(201);
  expect((await add(5)).status).toBe(201);
});

test('F-79 the carts of one address hold so many lines', async () => {
  for (let turn = 0; turn < 10; turn += 1) {
    const other = await makeVariant(shop);
    await stock(shop, store, other, 1);
    await guestWith(shop.url, other);
  }
  expect(refusal(await add(1))).toEqual([429, 'ADDRESS_HOLD_LIMIT']);
  await shop.sql(`UPDATE cart_lines SET reserved_until = now()`);
  expect((await add(1)).status).toBe(201);
  await shop.sql(`UPDATE holds SET expires_at = now() WHERE state = 'held'`);
});

test('F-79 activity prolongs a hold up to the ceiling since it was first taken', async () => {
  const token = await guestWith(shop.url, variant, 2);
  const until = async () => {
    const described = await send('PUT', '/cart', token, { email: 'a@example.com' });
    return Date.parse(described.body.data.items[0].reservedUntil as string);
  };
  const minute = 60_000;
  await shop.sql(`UPDATE holds SET created_at = now() - interval '16 minutes'`);
  const left = (await until()) - Date.now();
  expect(left).toBeGreaterThan(3 * minute);
  // It had 15 minutes when it was taken, and those it keeps.
  expect(left).toBeLessThanOrEqual(15 * minute);
  await shop.sql(`UPDATE holds SET expires_at = now() + interval '1 minute' WHERE state = 'held'`);
  expect((await until()) - Date.now()).toBeLessThan(5 * minute);
});

test('a copy of a shared cart takes what is allowed and tells the rest', async () => {
  const from = await guestWith(shop.url, variant, 5);
  const link = (await send('POST', '/cart/share', from)).body.data.token as string;
  const copied = await send('POST', '/cart/from-share', undefined, { token: link });
  expect(copied.body.data.items).toMatchObject([{ quantity: 3 }]);
  expect(copied.body.data.adjustments).toEqual([
    { sku: variant.sku, requested: 5, quantity: 3, reason: 'HOLD_LIMIT' },
  ]);
});

describe('The shop’s settings', () => {
  const set = async (data: object) =>
    call('PUT', `${shop.url}/api/shop-settings`, {
      headers: bearer(await shop.adminToken()),
      body: { data },
    });
  const EMPTY = {
    holdMinutes: null,
    holdCeilingMinutes: null,
    mostLinesPerCart: null,
    mostUnitsPerSku: null,
    mostUnitsPerSkuAndAddress: null,
    mostLinesPerAddress: null,
  };
  afterEach(async () => {
    expect((await set(EMPTY)).status).toBe(200);
  });
  const minutesHeld = async (token: string) => {
    const { items } = (await send('GET', '/cart', token)).body.data;
    return (Date.parse(items[0].reservedUntil as string) - Date.now()) / 60_000;
  };

  test('say how long goods are held, and the server’s where they say nothing', async () => {
    await set({ holdMinutes: 40 });
    // The server's own ceiling is lower.
    const long = await minutesHeld(await guestWith(shop.url, variant));
    expect(long).toBeGreaterThan(35);
    expect(long).toBeLessThanOrEqual(40);
    await set(EMPTY);
    const usual = await minutesHeld(await guestWith(shop.url, variant));
    expect(usual).toBeGreaterThan(10);
    expect(usual).toBeLessThanOrEqual(15);
  });

  test('say up to when activity prolongs a hold', async () => {
    await set({ holdMinutes: 1, holdCeilingMinutes: 60 });
    const token = await guestWith(shop.url, variant);
    await shop.sql(`UPDATE holds SET created_at = now() - interval '58 minutes'`);
    await set({ holdMinutes: 30, holdCeilingMinutes: 60 });
    await send('PUT', '/cart', token, { email: 'a@example.com' });
    const left = await minutesHeld(token);
    expect(left).toBeGreaterThan(1);
    expect(left).toBeLessThanOrEqual(2);
  });

  test('say how much carts hold', async () => {
    await set({ mostUnitsPerSku: 2, mostUnitsPerSkuAndAddress: 3 });
    expect((await add(3)).body.error.details).toMatchObject({ code: 'HOLD_LIMIT', limit: 2 });
    await guestWith(shop.url, variant, 2);
    expect((await add(2)).body.error.details).toMatchObject({
      code: 'ADDRESS_HOLD_LIMIT',
      limit: 3,
    });
    await set({ ...EMPTY, mostLinesPerAddress: 1 });
    expect(refusal(await add(1))).toEqual([429, 'ADDRESS_HOLD_LIMIT']);
    await set({ ...EMPTY, mostLinesPerCart: 1 });
    const token = await guestWith(shop.url, variant, 1);
    const other = await makeVariant(shop);
    await stock(shop, store, other, 1);
    const refused = await add(1, token, other.sku);
    expect(refused.body.error.message).toMatch(/a cart has at most 1 lines/);
    expect((await add(1, token)).status).toBe(201);
  });

  test.each([
    [{ holdMinutes: 0 }, 'holdMinutes', /at least 1/],
    [{ holdMinutes: 1.5 }, 'holdMinutes', /whole number/],
    [{ holdMinutes: 2_000 }, 'holdMinutes', /at most 1440/],
    [{ mostUnitsPerSku: 'many' }, 'mostUnitsPerSku', /whole number/],
    [{ mostLinesPerCart: 501 }, 'mostLinesPerCart', /at most 500/],
    [{ holdMinutes: 30, holdCeilingMinutes: 20 }, 'holdCeilingMinutes', /less than holdMinutes/],
  ])('refuse %j', async (data, field, words) => {
    const refused = await set(data);
    expect(refusal(refused)).toEqual([400, 'VALIDATION_FAILED']);
    const [fault] = refused.body.error.details.errors;
    expect([fault.path, fault.message]).toEqual([[field], expect.stringMatching(words)]);
  });
});

test('with the limits lifted nothing of this is refused', async () => {
  const free = await shop.secondServer({ DUKA_RATE_LIMITS: 'off' });
  const token = await guestWith(free.url, variant, 20);
  expect(await shop.sql('SELECT FROM carts WHERE origin IS NOT NULL')).toEqual([]);
  expect(token).not.toBe('');
});
