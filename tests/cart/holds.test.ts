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
import { call } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { until } from '../support/until';

let shop: TestShop;
let store: Store;
let variant: Variant;

beforeAll(async () => {
  shop = await createShop();
  // No sweeper comes by: expired holds must be free all the same.
  await shop.sql(`UPDATE schedules SET due_at = 'infinity' WHERE name = 'inventory.sweep_expired'`);
});

afterAll(() => shop.stop());

beforeEach(async () => {
  store = await makeStore(shop);
  variant = await makeVariant(shop);
  await stock(shop, store, variant, 5);
});

afterEach(async () => {
  expect(await faultsInBooks(shop)).toEqual([]);
});

/** Lets the time of every hold on the variant run out. */
async function expire(): Promise<void> {
  await shop.sql(
    `UPDATE holds SET expires_at = now() - interval '1 second'
      WHERE state = 'held' AND stock_level_id = (SELECT id FROM stock_levels WHERE variant_id = $1)`,
    [variant.id],
  );
  await shop.sql(
    `UPDATE cart_lines SET reserved_until = now() - interval '1 second' WHERE variant_id = $1`,
    [variant.id],
  );
}

const read = (token: string) =>
  call('GET', `${shop.url}/api/cart`, { headers: { 'X-Cart-Token': token } });

const order = (token: string) =>
  call('POST', `${shop.url}/api/orders`, {
    headers: { ...newKey(), 'X-Cart-Token': token },
    body: CASH_ORDER,
  });

test('an expired hold is free for others at once', async () => {
  await guestWith(shop.url, variant, 5);
  await expire();
  const next = await guestWith(shop.url, variant, 5);
  expect((await read(next)).body.data.items[0].quantity).toBe(5);
  expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 5, reserved: 5 });
});

test('a shopper who comes back has the goods held again', async () => {
  const token = await guestWith(shop.url, variant, 3);
  await expire();
  const [item] = (await read(token)).body.data.items;
  expect(Date.parse(item.reservedUntil)).toBeGreaterThan(Date.now());
  expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 5, reserved: 3 });
});

test('where they are gone meanwhile, the line says so and cannot be ordered', async () => {
  const token = await guestWith(shop.url, variant, 3);
  await expire();
  await guestWith(shop.url, variant, 4);
  const [item] = (await read(token)).body.data.items;
  expect(item).toMatchObject({ quantity: 3, reservedUntil: null });
  const refused = await order(token);
  expect(refused.status).toBe(409);
  expect(refused.body.error.details).toMatchObject({
    code: 'INSUFFICIENT_STOCK',
    sku: variant.sku,
    requested: 3,
    available: 1,
  });
  expect((await read(token)).body.data.items).toHaveLength(1);
});

test('an order holds expired goods anew where they are still there', async () => {
  const token = await guestWith(shop.url, variant, 3);
  await expire();
  expect((await order(token)).status).toBe(201);
  const other = await guestWith(shop.url, variant, 2);
  expect((await order(other)).status).toBe(201);
  expect(await stockOf(shop, store, variant)).toMatchObject({ on_hand: 5 });
});

test('a change gives every hold of the cart its full time again', async () => {
  const other = await makeVariant(shop);
  await stock(shop, store, other, 5);
  const token = await guestWith(shop.url, variant, 1);
  await shop.sql(
    `WITH soon AS (SELECT now() + interval '10 seconds' AS at),
          line AS (UPDATE cart_lines SET reserved_until = soon.at FROM soon WHERE variant_id = $1
                   RETURNING hold_id)
     UPDATE holds SET expires_at = soon.at FROM soon, line WHERE holds.id = line.hold_id`,
    [variant.id],
  );
  const added = await call('POST', `${shop.url}/api/cart/items`, {
    headers: { 'X-Cart-Token': token },
    body: { sku: other.sku, quantity: 1 },
  });
  const minute = 60_000;
  for (const item of added.body.data.items) {
    expect(Date.parse(item.reservedUntil)).toBeGreaterThan(Date.now() + 14 * minute);
  }
});

test('a hold may be as short as three seconds', async () => {
  await shop.restart({ env: { DUKA_HOLD_MINUTES: '0.05' } });
  await guestWith(shop.url, variant, 5);
  const lives = await shop.sql(
    `SELECT extract(epoch FROM expires_at - created_at)::float8 AS seconds FROM holds
      WHERE state = 'held'
        AND stock_level_id = (SELECT id FROM stock_levels WHERE variant_id = $1)`,
    [variant.id],
  );
  const body = { sku: variant.sku, quantity: 5 };
  const next = () => call('POST', `${shop.url}/api/cart/items`, { body });
  expect((await next()).status).toBe(409);
  await until(async () => (await next()).status === 201, 'the goods to be free again', 20_000);
  expect(lives).toEqual([{ seconds: expect.closeTo(3, 0) }]);
});
