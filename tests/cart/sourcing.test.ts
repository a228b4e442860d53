import { faultsInBooks } from '../support/books';
import {
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
import { call, type HttpAnswer } from '../support/http';
import { createShop, type TestShop } from '../support/shop';

/** The shopper is in Nairobi; the stores are some 2, 9 and 440 kilometres away. */
const HERE = { latitude: -1.2864, longitude: 36.8172 };
const MOMBASA = { latitude: -4.05, longitude: 39.66 };

let shop: TestShop;
let near: Store;
let middle: Store;
let far: Store;
let tea: Variant;
let coffee: Variant;
let cocoa: Variant;

beforeAll(async () => {
  shop = await createShop();
});

afterAll(() => shop.stop());

beforeEach(async () => {
  // Other tests' stores are closed, so that each begins with three.
  await shop.sql('UPDATE stores SET active = false');
  await shop.sql(`UPDATE shop_settings SET sourcing = 'nearest'`);
  near = await makeStore(shop, { latitude: -1.3, longitude: 36.83 });
  middle = await makeStore(shop, { latitude: -1.32, longitude: 36.89 });
  far = await makeStore(shop, { latitude: -4.0435, longitude: 39.6682 });
  [tea, coffee, cocoa] = [
    await makeVariant(shop),
    await makeVariant(shop),
    await makeVariant(shop),
  ];
});

afterEach(async () => {
  expect(await faultsInBooks(shop)).toEqual([]);
});

const send = (method: string, path: string, token?: string, body?: unknown): Promise<HttpAnswer> =>
  call(method, `${shop.url}/api${path}`, {
    headers: { ...newKey(), ...(token === undefined ? {} : { 'X-Cart-Token': token }) },
    body,
  });

const add = (token: string, { sku }: Variant, quantity: number, from?: Store) =>
  send('POST', '/cart/items', token, { sku, quantity, storeId: from?.documentId });

const put = (token: string, body: object) => send('PUT', '/cart', token, body);

async function cartAt(place: object): Promise<string> {
  return (await send('PUT', '/cart', undefined, place)).body.data.token as string;
}

async function sourcing(token: string | undefined, more = ''): Promise<HttpAnswer> {
  const query = `latitude=${HERE.latitude}&longitude=${HERE.longitude}${more}`;
  return call('GET', `${shop.url}/api/stores/sourcing?${query}`, {
    headers: token === undefined ? {} : { 'X-Cart-Token': token },
  });
}

const plan = ({ body }: HttpAnswer) =>
  (body.data.stores as { storeId: string; items: { sku: string; quantity: number }[] }[]).map(
    ({ storeId, items }) => [storeId, ...items.map(({ sku, quantity }) => `${quantity} ${sku}`)],
  );

const lines = ({ body }: HttpAnswer) =>
  (body.data.items as { sku: string; storeId: string; quantity: number }[]).map(
    ({ sku, storeId, quantity }) => [sku, storeId, quantity],
  );

/** Lets the time of every hold on a variant run out. */
const expireHoldsOn = ({ id }: Variant) =>
  shop.sql(
    `WITH line AS (UPDATE cart_lines SET reserved_until = now() - interval '1 second'
                    WHERE variant_id = $1 RETURNING hold_id)
     UPDATE holds SET expires_at = now() - interval '1 second' FROM line WHERE id = hold_id`,
    [id],
  );

const reserved = async (store: Store, variant: Variant) =>
  (await stockOf(shop, store, variant))?.reserved;

describe('GET /api/stores/sourcing', () => {
  test('names the nearest store that has everything, what the cart holds there included', async () => {
    await stock(shop, near, tea, 5);
    await stock(shop, middle, tea, 2);
    await stock(shop, middle, coffee, 1);
    await stock(shop, far, tea, 9);
    await stock(shop, far, coffee, 9);
    const token = await guestWith(shop.url, tea, 2, { storeId: middle.documentId });
    await add(token, coffee, 1, middle);
    const found = await sourcing(token);
    expect(found.status).toBe(200);
    expect(found.body.data).toMatchObject({ complete: true, missing: [] });
    expect(plan(found)).toEqual([[middle.documentId, `2 ${tea.sku}`, `1 ${coffee.sku}`]]);
    const [{ name, distance }] = found.body.data.stores;
    expect(name).toBe(middle.documentId);
    expect(distance).toBeGreaterThan(8);
    expect(distance).toBeLessThan(10);
  });

  test('names the fewest stores where none has everything, the nearest of such', async () => {
    await stock(shop, near, tea, 3);
    await stock(shop, middle, coffee, 3);
    await stock(shop, middle, cocoa, 3);
    await stock(shop, far, coffee, 3);
    await stock(shop, far, cocoa, 3);
    const token = await guestWith(shop.url, tea, 2);
    await add(token, coffee, 1);
    await add(token, cocoa, 1);
    expect(plan(await sourcing(token))).toEqual([
      [near.documentId, `2 ${tea.sku}`],
      [middle.documentId, `1 ${coffee.sku}`, `1 ${cocoa.sku}`],
    ]);
  });

  test('says what all stores together have too few of', async () => {
    await stock(shop, near, tea, 5);
    await stock(shop, far, tea, 1);
    const token = await guestWith(shop.url, tea, 5);
    await expireHoldsOn(tea);
    await guestWith(shop.url, tea, 3, { storeId: near.documentId });
    const found = await sourcing(token);
    expect(found.body.data).toMatchObject({
      complete: false,
      missing: [{ sku: tea.sku, quantity: 5, available: 3 }],
    });
    expect(plan(found)).toEqual([
      [near.documentId, `2 ${tea.sku}`],
      [far.documentId, `1 ${tea.sku}`],
    ]);
  });

  test('looks at as many stores as it takes to have enough', async () => {
    await stock(shop, far, tea, 100);
    const token = await guestWith(shop.url, tea, 100);
    await shop.sql('UPDATE stores SET active = false WHERE id = $1', [far.id]);
    const stores = await Promise.all(Array.from({ length: 60 }, () => makeStore(shop)));
    for (const store of stores) await stock(shop, store, tea, 2);
    const found = await sourcing(token);
    expect(found.body.data).toMatchObject({ complete: true, missing: [] });
    expect(found.body.data.stores).toHaveLength(50);
  });

  test('leaves out stores that are closed or do not serve the shopper in this way', async () => {
    const fetched = await makeStore(shop, { ...HERE, delivery: false });
    await stock(shop, fetched, tea, 5);
    await stock(shop, near, tea, 5);
    await stock(shop, far, tea, 5);
    const token = await guestWith(shop.url, tea, 2);
    expect(plan(await sourcing(token))[0]?.[0]).toBe(near.documentId);
    expect(plan(await sourcing(token, '&pickup=true'))[0]?.[0]).toBe(fetched.documentId);
    await shop.sql('UPDATE stores SET active = false WHERE id = $1', [near.id]);
    expect(plan(await sourcing(token))[0]?.[0]).toBe(far.documentId);
  });

  test('is empty for who has no cart, and wants a place', async () => {
    expect((await sourcing(undefined)).body.data).toEqual({
      complete: true,
      stores: [],
      missing: [],
    });
    const wrong = ['', '?latitude=91&longitude=0', '?latitude=x&longitude=0', '?latitude=1'];
    for (const query of wrong) {
      const refused = await call('GET', `${shop.url}/api/stores/sourcing${query}`);
      expect([refused.status, refused.body.error.details.code]).toEqual([400, 'VALIDATION_FAILED']);
    }
    expect((await sourcing(undefined, '&pickup=perhaps')).status).toBe(400);
  });
});

describe('goods move with the shopper', () => {
  test('a new place brings each thing from its nearest store, with its hold', async () => {
    await stock(shop, near, tea, 5);
    await stock(shop, far, tea, 9);
    await stock(shop, middle, coffee, 5);
    await stock(shop, far, coffee, 9);
    const token = await cartAt(MOMBASA);
    await add(token, tea, 2);
    expect(lines(await add(token, coffee, 1))).toEqual([
      [tea.sku, far.documentId, 2],
      [coffee.sku, far.documentId, 1],
    ]);
    const moved = await put(token, HERE);
    expect(lines(moved)).toEqual([
      [tea.sku, near.documentId, 2],
      [coffee.sku, middle.documentId, 1],
    ]);
    expect(await reserved(far, tea)).toBe(0);
    expect(await reserved(near, tea)).toBe(2);
    expect(await reserved(middle, coffee)).toBe(1);
  });

  test('or everything from the fewest stores, where the shop wants that', async () => {
    await shop.sql(`UPDATE shop_settings SET sourcing = 'fewest_stores'`);
    await stock(shop, near, tea, 5);
    await stock(shop, middle, tea, 5);
    await stock(shop, middle, coffee, 5);
    await stock(shop, far, tea, 9);
    await stock(shop, far, coffee, 9);
    const token = await cartAt(MOMBASA);
    await add(token, tea, 2);
    await add(token, coffee, 1);
    expect(lines(await put(token, HERE))).toEqual([
      [tea.sku, middle.documentId, 2],
      [coffee.sku, middle.documentId, 1],
    ]);
  });

  test('what no store has alone is two lines, which become one where a store has it all', async () => {
    await stock(shop, near, tea, 3);
    await stock(shop, middle, tea, 4);
    const token = await cartAt(HERE);
    const added = await add(token, tea, 6);
    expect(added.status).toBe(201);
    expect(lines(added).sort()).toEqual(
      [
        [tea.sku, near.documentId, 2],
        [tea.sku, middle.documentId, 4],
      ].sort(),
    );
    await stock(shop, far, tea, 20);
    const moved = await put(token, MOMBASA);
    expect(lines(moved)).toEqual([[tea.sku, far.documentId, 6]]);
    expect(await reserved(near, tea)).toBe(0);
    expect(await reserved(middle, tea)).toBe(0);
    expect(await reserved(far, tea)).toBe(6);
    // Back again: no store near has six, so it is nearest first, from the far one too.
    expect((await put(token, HERE)).body.data.items).toMatchObject([{ quantity: 6 }]);
    const more = await add(token, tea, 40);
    expect([more.status, more.body.error.details.code]).toEqual([409, 'INSUFFICIENT_STOCK']);
    expect(await reserved(far, tea)).toBe(6);
  });

  test('of many stores with a little each, as many are asked as it takes', async () => {
    const stores = await Promise.all(Array.from({ length: 50 }, () => makeStore(shop)));
    for (const store of stores) await stock(shop, store, tea, 1);
    const token = await cartAt(HERE);
    const refused = await add(token, tea, 51);
    expect(refused.body.error.details).toMatchObject({ requested: 51, available: 50 });
    const added = await add(token, tea, 48);
    expect(added.status).toBe(201);
    expect(lines(added)).toHaveLength(48);
    const more = await add(token, tea, 3);
    expect(more.body.error.details).toMatchObject({ requested: 3, available: 2 });
  });

  test('a cart with a store chosen stays there', async () => {
    await stock(shop, near, tea, 5);
    await stock(shop, far, tea, 5);
    const token = await guestWith(shop.url, tea, 2, { storeId: far.documentId });
    await put(token, { storeId: far.documentId });
    expect(lines(await put(token, HERE))).toEqual([[tea.sku, far.documentId, 2]]);
    expect(lines(await put(token, { storeId: null }))).toEqual([[tea.sku, near.documentId, 2]]);
  });

  test('goods that are fetched come from the store chosen alone', async () => {
    await stock(shop, near, tea, 1);
    await stock(shop, middle, tea, 9);
    const token = await cartAt(HERE);
    await put(token, { deliveryType: 'pickup', storeId: near.documentId });
    const refused = await add(token, tea, 2);
    expect(refused.status).toBe(409);
    expect(refused.body.error.details).toMatchObject({ requested: 2, available: 1 });
    expect(lines(await add(token, tea, 1))).toEqual([[tea.sku, near.documentId, 1]]);
  });
});

describe('an order', () => {
  const order = (token: string, more: object = {}) =>
    send('POST', '/orders', token, { ...CASH_ORDER, ...more });

  test('has a shipment for each store', async () => {
    await stock(shop, near, tea, 3);
    await stock(shop, middle, tea, 4);
    const token = await cartAt(HERE);
    await add(token, tea, 6);
    const placed = await order(token);
    expect(placed.status).toBe(201);
    const shipments = placed.body.data.shipments as { storeId: string }[];
    expect(shipments.map(({ storeId }) => storeId).sort()).toEqual(
      [near.documentId, middle.documentId].sort(),
    );
  });

  test('is brought together from as few stores as can be, where the shop wants that', async () => {
    await stock(shop, near, tea, 5);
    await stock(shop, middle, tea, 5);
    await stock(shop, middle, coffee, 5);
    const token = await guestWith(shop.url, tea, 1, { storeId: near.documentId });
    await add(token, coffee, 1, middle);
    await shop.sql(`UPDATE shop_settings SET sourcing = 'fewest_stores'`);
    const placed = await order(token);
    expect(placed.status).toBe(201);
    expect(placed.body.data.shipments).toMatchObject([{ storeId: middle.documentId }]);
    expect(await reserved(near, tea)).toBe(0);
  });

  test('takes from another store what its own has no more of', async () => {
    await stock(shop, near, tea, 2);
    await stock(shop, far, tea, 2);
    await stock(shop, near, coffee, 1);
    await stock(shop, middle, coffee, 1);
    const token = await guestWith(shop.url, tea, 2, { storeId: near.documentId });
    await add(token, coffee, 1, middle);
    await expireHoldsOn(tea);
    await guestWith(shop.url, tea, 1, { storeId: near.documentId });
    const placed = await order(token);
    expect(placed.status).toBe(201);
    // What is still held stays where it is.
    expect(placed.body.data.items).toMatchObject([
      { storeId: far.documentId, quantity: 2 },
      { storeId: middle.documentId, quantity: 1 },
    ]);
    expect(await reserved(near, tea)).toBe(1);
  });

  test('is refused where no store has it any more, and changes nothing', async () => {
    await stock(shop, near, tea, 2);
    const token = await guestWith(shop.url, tea, 2);
    await expireHoldsOn(tea);
    await guestWith(shop.url, tea, 1);
    const refused = await order(token);
    expect(refused.status).toBe(409);
    expect(refused.body.error.details).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      sku: tea.sku,
      requested: 2,
      available: 1,
    });
    expect(lines(await send('GET', '/cart', token))).toEqual([[tea.sku, near.documentId, 2]]);
  });
});
