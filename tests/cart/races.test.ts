import { pruneCarts } from '../../src/plugins/cart/server/sql/prune-carts';
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
import { bearer, call, type HttpAnswer } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { until } from '../support/until';

let shop: TestShop;
let store: Store;
let variant: Variant;

beforeAll(async () => {
  shop = await createShop();
});

afterAll(() => shop.stop());

beforeEach(async () => {
  store = await makeStore(shop);
  variant = await makeVariant(shop);
  await stock(shop, store, variant, 100);
});

afterEach(async () => {
  expect(await faultsInBooks(shop)).toEqual([]);
});

const send = (method: string, path: string, token: string, body?: unknown): Promise<HttpAnswer> =>
  call(method, `${shop.url}/api${path}`, { headers: { 'X-Cart-Token': token, ...newKey() }, body });

const add = (token: string, { sku }: Variant, quantity = 1) =>
  send('POST', '/cart/items', token, { sku, quantity });

test('adds of one thing to one cart at the same moment are all counted', async () => {
  const token = await guestWith(shop.url, variant, 1);
  const added = await Promise.all(Array.from({ length: 15 }, () => add(token, variant)));
  expect(added.map(({ status }) => status)).toEqual(added.map(() => 201));
  const { items } = (await send('GET', '/cart', token)).body.data;
  expect(items).toMatchObject([{ sku: variant.sku, quantity: 16 }]);
  expect(await stockOf(shop, store, variant)).toMatchObject({ reserved: 16 });
});

test('different changes of one cart at the same moment are all kept', async () => {
  const others = await Promise.all(Array.from({ length: 6 }, () => makeVariant(shop)));
  for (const other of others) await stock(shop, store, other, 5);
  const token = await guestWith(shop.url, variant, 5);
  const [line] = (await send('GET', '/cart', token)).body.data.items as { id: string }[];
  await Promise.all([
    ...others.map((other) => add(token, other, 2)),
    send('PUT', `/cart/items/${line?.id}`, token, { quantity: 3 }),
    send('PUT', '/cart', token, { email: 'amina@example.com' }),
  ]);
  const { items, email } = (await send('GET', '/cart', token)).body.data;
  expect(email).toBe('amina@example.com');
  const quantities = (items as { quantity: number }[]).map(({ quantity }) => quantity);
  expect(quantities).toEqual([3, ...others.map(() => 2)]);
});

test('F-47 an order has what the cart had when it was closed, and nothing else is held', async () => {
  const other = await makeVariant(shop);
  await stock(shop, store, other, 5);
  for (let turn = 0; turn < 6; turn += 1) {
    const token = await guestWith(shop.url, variant, 2);
    const [placed, added] = await Promise.all([
      send('POST', '/orders', token, CASH_ORDER),
      add(token, other),
    ]);
    expect(placed.status).toBe(201);
    expect(added.status).toBe(201);
    const ordered = (placed.body.data.items as { sku: string }[]).map(({ sku }) => sku);
    // Either the order took the second line along, or that went into a new cart.
    const inNewCart = added.body.data.token !== token;
    expect(ordered).toEqual(inNewCart ? [variant.sku] : [variant.sku, other.sku]);
    await send('DELETE', '/cart/clear', added.body.data.token as string);
  }
});

/** Somebody with an account, signed in. */
async function customer(email: string): Promise<Record<string, string>> {
  const body = { email, password: 'kahawa-chungu-7', firstName: 'Amina', lastName: 'Otieno' };
  const registered = await call('POST', `${shop.url}/api/auth/register`, { body });
  return bearer(registered.body.data.token as string);
}

test('a customer’s first adds at the same moment make one cart', async () => {
  const headers = await customer('first@example.com');
  const added = await Promise.all(
    Array.from({ length: 8 }, () =>
      call('POST', `${shop.url}/api/cart/items`, {
        headers: { ...headers, ...newKey() },
        body: { sku: variant.sku, quantity: 1 },
      }),
    ),
  );
  expect(added.map(({ status }) => status)).toEqual(added.map(() => 201));
  const cart = await call('GET', `${shop.url}/api/cart`, { headers });
  expect(cart.body.data.items).toMatchObject([{ quantity: 8 }]);
  expect(
    await shop.sql(`SELECT FROM carts WHERE customer_id IS NOT NULL AND status = 'open'`),
  ).toHaveLength(1);
});

test('a cart whose time is over stays where its customer is just coming back to it', async () => {
  const [back, away] = [await customer('back@example.com'), await customer('away@example.com')];
  const addOne = async (headers: Record<string, string>) => {
    const body = { sku: variant.sku, quantity: 1 };
    const added = await call('POST', `${shop.url}/api/cart/items`, {
      headers: { ...headers, ...newKey() },
      body,
    });
    return added.body.data.token as string;
  };
  const tokens = [await addOne(back), await addOne(away)];
  const ids = tokens.map((token) => token.split('.')[0]);
  await shop.sql(
    `UPDATE carts SET expires_at = now() - interval '1 minute' WHERE public_id = ANY ($1)`,
    [ids],
  );
  const stop = await shop.steps.stopBefore('cart.write');
  const coming = addOne(back);
  await stop.standing;
  const pruned = shop.sql(pruneCarts.text);
  await until(async () => {
    const waiting = `SELECT FROM pg_stat_activity
                      WHERE datname = current_database() AND wait_event_type = 'Lock'
                        AND query LIKE 'DELETE FROM carts%'`;
    return (await shop.sql(waiting)).length > 0;
  }, 'who prunes to wait for the cart');
  await stop.go();
  expect(await coming).toBe(tokens[0]);
  await pruned;
  const { items } = (await call('GET', `${shop.url}/api/cart`, { headers: back })).body.data;
  expect(items).toMatchObject([{ sku: variant.sku, quantity: 2 }]);
  const left = await shop.sql('SELECT public_id FROM carts WHERE public_id = ANY ($1)', [ids]);
  expect(left).toEqual([{ public_id: ids[0] }]);
});

test('nobody is refused while another store has one left', async () => {
  const spread = await makeVariant(shop);
  const stores = await Promise.all(Array.from({ length: 24 }, () => makeStore(shop)));
  for (const one of stores) await stock(shop, one, spread, 1);
  const buy = () =>
    call('POST', `${shop.url}/api/cart/items`, { body: { sku: spread.sku, quantity: 1 } });
  const bought = await Promise.all(stores.map(buy));
  expect(bought.map(({ status }) => status)).toEqual(stores.map(() => 201));
  const held = await Promise.all(stores.map((one) => stockOf(shop, one, spread)));
  expect(held).toEqual(stores.map(() => ({ on_hand: 1, reserved: 1 })));
  const late = await buy();
  expect([late.status, late.body.error.details.available]).toEqual([409, 0]);
});
