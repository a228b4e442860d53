import { faultsInBooks } from '../support/books';
import {
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

let shop: TestShop;
let store: Store;
let tea: Variant;
let coffee: Variant;

beforeAll(async () => {
  shop = await createShop();
});

afterAll(() => shop.stop());

beforeEach(async () => {
  store = await makeStore(shop);
  [tea, coffee] = [await makeVariant(shop), await makeVariant(shop)];
  await stock(shop, store, tea, 10);
  await stock(shop, store, coffee, 5);
});

afterEach(async () => {
  expect(await faultsInBooks(shop)).toEqual([]);
});

const send = (method: string, path: string, token?: string, body?: unknown): Promise<HttpAnswer> =>
  call(method, `${shop.url}/api/cart${path}`, {
    headers: { ...newKey(), ...(token === undefined ? {} : { 'X-Cart-Token': token }) },
    body,
  });

async function shared(): Promise<{ token: string; link: string }> {
  const token = await guestWith(shop.url, tea, 3);
  await send('POST', '/items', token, { sku: coffee.sku, quantity: 4 });
  const answer = await send('POST', '/share', token);
  expect(answer.status).toBe(201);
  return { token, link: answer.body.data.token as string };
}

const contents = (cart: HttpAnswer) =>
  (cart.body.data.items as { sku: string; quantity: number }[]).map(({ sku, quantity }) => [
    sku,
    quantity,
  ]);

test('what is shared goes into another cart as far as it can be held, and the rest is told', async () => {
  const { token, link } = await shared();
  const copied = await send('POST', '/from-share', undefined, { token: link });
  expect(copied.status).toBe(201);
  expect(contents(copied)).toEqual([
    [tea.sku, 3],
    [coffee.sku, 1],
  ]);
  expect(copied.body.data.adjustments).toEqual([
    { sku: coffee.sku, requested: 4, quantity: 1, reason: 'INSUFFICIENT_STOCK' },
  ]);
  expect(await stockOf(shop, store, coffee)).toMatchObject({ reserved: 5 });
  const own = copied.body.data.token as string;
  expect(own).not.toBe(token);
  expect((await send('GET', '', own)).body.data.adjustments).toEqual([]);
  // The shared cart is as it was.
  expect(contents(await send('GET', '', token))).toEqual([
    [tea.sku, 3],
    [coffee.sku, 4],
  ]);
});

test('it is added to what the cart has, and what is not for sale is told', async () => {
  const { link } = await shared();
  const own = await guestWith(shop.url, tea, 2);
  await shop.sql('UPDATE variants SET active = false WHERE id = $1', [coffee.id]);
  const copied = await send('POST', '/from-share', own, { token: link });
  expect(contents(copied)).toEqual([[tea.sku, 5]]);
  expect(copied.body.data.adjustments).toEqual([
    { sku: coffee.sku, requested: 4, quantity: 0, reason: 'NOT_FOR_SALE' },
  ]);
});

test('what one store cannot supply alone comes from several', async () => {
  const other = await makeStore(shop);
  await stock(shop, other, tea, 4);
  const token = await guestWith(shop.url, tea, 6, { storeId: store.documentId });
  const { link } = { link: (await send('POST', '/share', token)).body.data.token as string };
  const copied = await send('POST', '/from-share', undefined, { token: link });
  expect(copied.body.data.adjustments).toEqual([]);
  expect(contents(copied)).toEqual([
    [tea.sku, 4],
    [tea.sku, 2],
  ]);
});

test('and from as many as it takes', async () => {
  const token = await guestWith(shop.url, tea, 6, { storeId: store.documentId });
  await shop.sql('UPDATE stores SET active = false WHERE id = $1', [store.id]);
  const others = await Promise.all(Array.from({ length: 6 }, () => makeStore(shop)));
  for (const other of others) await stock(shop, other, tea, 1);
  const link = (await send('POST', '/share', token)).body.data.token as string;
  const copied = await send('POST', '/from-share', undefined, { token: link });
  expect(copied.body.data.adjustments).toEqual([]);
  expect(contents(copied)).toEqual(others.map(() => [tea.sku, 1]));
});

test('what is fetched comes from the store chosen alone', async () => {
  const other = await makeStore(shop);
  await stock(shop, other, tea, 1);
  const { link } = await shared();
  const own = (
    await send('PUT', '', undefined, { deliveryType: 'pickup', storeId: other.documentId })
  ).body.data.token as string;
  const copied = await send('POST', '/from-share', own, { token: link });
  const items = copied.body.data.items as { storeId: string; quantity: number }[];
  expect(items).toMatchObject([{ storeId: other.documentId, quantity: 1 }]);
});

test('the link opens nothing but the goods', async () => {
  const { token, link } = await shared();
  const stranger = await send('GET', '', link);
  expect([stranger.status, stranger.body.error.details.code]).toEqual([401, 'INVALID_TOKEN']);
  for (const forged of [token, `${link}x`, 'nonsense', link.split('.')[0] ?? '']) {
    const refused = await send('POST', '/from-share', undefined, { token: forged });
    expect(refused.status).toBe(400);
    expect(refused.body.error.details.errors[0].path).toEqual(['token']);
  }
});

test('an empty cart cannot be shared, and the same key copies once', async () => {
  expect((await send('POST', '/share')).body.error.details.code).toBe('CART_EMPTY');
  const { link } = await shared();
  const own = await guestWith(shop.url, tea, 1);
  const headers = { 'X-Cart-Token': own, ...newKey() };
  const copy = () =>
    call('POST', `${shop.url}/api/cart/from-share`, { headers, body: { token: link } });
  const first = await copy();
  const second = await copy();
  expect(second.headers.get('Idempotency-Replayed')).toBe('true');
  expect(second.body).toEqual(first.body);
  expect(contents(await send('GET', '', own))[0]).toEqual([tea.sku, 4]);
});
