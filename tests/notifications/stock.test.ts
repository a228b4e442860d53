import { placeOrder } from '../orders/orders';
import {
  countStock,
  makeStore,
  makeVariant,
  stock,
  type Store,
  type Variant,
} from '../support/catalogue';
import { call } from '../support/http';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';
import { keepNoQuietHours, lookAtStock, messagesTo } from './history';

/** Staff who are told of low stock. */
const DESK = 'desk@example.com';

let shop: TestShop;
let store: Store;

beforeAll(async () => {
  shop = await createShop({ env: WORKING });
  store = await makeStore(shop);
  await keepNoQuietHours(shop);
  await shop.sql('UPDATE notification_settings SET staff_recipients = $1', [
    JSON.stringify([DESK]),
  ]);
});
afterAll(() => shop.stop());

async function goods(onHand: number, threshold: number | null): Promise<Variant> {
  const variant = await makeVariant(shop);
  await shop.sql('UPDATE variants SET low_stock_threshold = $2 WHERE id = $1', [
    variant.id,
    threshold,
  ]);
  await stock(shop, store, variant, onHand);
  return variant;
}

const order = (variant: Variant, quantity = 1) =>
  placeOrder(shop, [{ variant, store, quantity }], { email: 'buyer@example.com' });
const addToCart = async (variant: Variant, quantity: number) => {
  const { status } = await call('POST', `${shop.url}/api/cart/items`, {
    body: { sku: variant.sku, quantity, storeId: store.documentId },
  });
  expect(status).toBe(201);
};
const wait = async (variant: Variant, email: string) => {
  const { status } = await call('POST', `${shop.url}/api/notifications/back-in-stock`, {
    body: { sku: variant.sku, email },
  });
  expect(status).toBe(201);
};

/** Has the time of all carts with goods run out. */
const expireCarts = (variant: Variant) =>
  shop.sql(
    `UPDATE holds SET expires_at = now() FROM stock_levels level
      WHERE level.id = holds.stock_level_id AND level.variant_id = $1 AND holds.state = 'held'`,
    [variant.id],
  );

/** What staff were told of goods. */
const toldOf = ({ sku }: Variant) =>
  shop.sql<{ available: number }>(
    `SELECT (parameters ->> 'available')::int AS available FROM notification_messages
      WHERE kind = 'lowStock' AND parameters ->> 'sku' = $1 ORDER BY id`,
    [sku],
  );

/** Waits until the shop has looked at what has happened so far, twice: the second look checks the first. */
async function looked(): Promise<void> {
  for (const _ of [1, 2]) {
    const [last] = await shop.sql<{ id: number | null }>(
      'SELECT max(id)::int AS id FROM stock_looks',
    );
    await until(async () => {
      await lookAtStock(shop);
      const left = await shop.sql('SELECT FROM stock_looks WHERE id <= $1', [last?.id ?? 0]);
      return left.length === 0;
    }, 'a look at the stock');
  }
}

it('staff are told when goods are sold, before they are shipped, and not of goods in a cart', async () => {
  const variant = await goods(10, 5);
  await addToCart(variant, 6);
  await looked();
  expect(await toldOf(variant)).toEqual([]);
  await expireCarts(variant);
  await order(variant, 5);
  await looked();
  expect(await toldOf(variant)).toEqual([{ available: 5 }]);
  await order(variant);
  await looked();
  expect(await toldOf(variant)).toHaveLength(1);
});

it('what was in a cart when it was looked at is told of when it is bought', async () => {
  const variant = await goods(10, 5);
  await addToCart(variant, 6);
  await looked();
  expect(await toldOf(variant)).toEqual([]);
  // As the order does it: the stock row is not touched.
  await shop.sql(
    `UPDATE holds SET state = 'allocated', order_id = 'o', order_line_id = 'l'
       FROM stock_levels level
      WHERE level.id = holds.stock_level_id AND level.variant_id = $1 AND holds.state = 'held'`,
    [variant.id],
  );
  await looked();
  expect(await toldOf(variant)).toEqual([{ available: 4 }]);
});

it('a higher threshold tells of what is below it now, once, and anew when there was enough between', async () => {
  const variant = await goods(10, 5);
  await looked();
  expect(await toldOf(variant)).toEqual([]);
  const setThreshold = (threshold: number) =>
    shop.sql('UPDATE variants SET low_stock_threshold = $2 WHERE id = $1', [variant.id, threshold]);
  await setThreshold(12);
  await looked();
  await setThreshold(13);
  await looked();
  expect(await toldOf(variant)).toEqual([{ available: 10 }]);
  await countStock(shop, store, variant, 50);
  await looked();
  await countStock(shop, store, variant, 3);
  await looked();
  expect(await toldOf(variant)).toEqual([{ available: 10 }, { available: 3 }]);
});

it('who waits is told when an order is cancelled and its goods are there again', async () => {
  const variant = await goods(2, null);
  const email = 'next@example.com';
  const placed = await order(variant, 2);
  await wait(variant, email);
  await looked();
  expect(await messagesTo(shop, email)).toEqual([]);
  const cancelled = await call('PUT', `${shop.url}/api/orders/${placed.number}/cancel`, {
    headers: { 'X-Order-Token': placed.accessToken },
  });
  expect(cancelled.status).toBe(200);
  await looked();
  expect(await messagesTo(shop, email)).toMatchObject([{ kind: 'backInStock' }]);
});

it('who waits is told when a cart has expired, and when the goods came back a moment before', async () => {
  const variant = await goods(1, null);
  const [first, second] = ['first@example.com', 'second@example.com'];
  await addToCart(variant, 1);
  await wait(variant, first);
  await looked();
  expect(await messagesTo(shop, first)).toEqual([]);
  await expireCarts(variant);
  await until(async () => {
    await lookAtStock(shop);
    return (await messagesTo(shop, first)).length === 1;
  }, 'word of what a cart has given back');
  await wait(variant, second);
  await looked();
  expect(await messagesTo(shop, second)).toMatchObject([{ kind: 'backInStock' }]);
});

it('nobody is told of goods that are not on sale, until they are', async () => {
  const variant = await goods(0, null);
  const email = 'patient@example.com';
  await wait(variant, email);
  await shop.sql('UPDATE stores SET active = false WHERE id = $1', [store.id]);
  await countStock(shop, store, variant, 4);
  await looked();
  expect(await messagesTo(shop, email)).toEqual([]);
  await shop.sql('UPDATE stores SET active = true WHERE id = $1', [store.id]);
  await looked();
  expect(await messagesTo(shop, email)).toMatchObject([{ kind: 'backInStock' }]);
});

it('a crowd that waits for the same goods is told to the last', async () => {
  const variant = await goods(0, null);
  await shop.sql(
    `INSERT INTO notification_stock_subscriptions
            (document_id, wish, sku, email, email_shown, currency, price_before, state, created_at)
     SELECT 'crowd-' || n, 'backInStock', $1, 'crowd-' || n || '@example.com', 'cr***', 'USD', 1,
            'waiting', now()
       FROM generate_series(1, 1203) n`,
    [variant.sku],
  );
  await countStock(shop, store, variant, 1);
  await lookAtStock(shop);
  await until(async () => {
    const [row] = await shop.sql<{ told: number }>(
      `SELECT count(*)::int AS told FROM notification_messages
        WHERE kind = 'backInStock' AND recipient LIKE 'crowd-%'`,
    );
    return row?.told === 1_203;
  }, 'word to everybody');
});
