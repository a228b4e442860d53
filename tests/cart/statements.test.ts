import {
  ADDRESS,
  CASH_ORDER,
  makeStore,
  makeVariant,
  newKey,
  stock,
  type Store,
} from '../support/catalogue';
import { createDatabase } from '../support/database';
import { call, type HttpAnswer } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { StatementRecorder } from '../support/statement-recorder';

let shop: TestShop;
let recorder: StatementRecorder;
let store: Store;

beforeAll(async () => {
  const database = await createDatabase('shop');
  recorder = await StatementRecorder.before(database.url);
  shop = await createShop({ env: { DATABASE_URL: recorder.url } }, database);
  store = await makeStore(shop);
});

afterAll(async () => {
  await shop.stop();
  recorder.stop();
});

async function newSku(): Promise<string> {
  const variant = await makeVariant(shop);
  await stock(shop, store, variant, 50);
  return variant.sku;
}

/** The statements that a request costs, BEGIN and COMMIT left out, and its answer. */
async function costOf(
  method: string,
  path: string,
  token: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ cost: string[]; reply: HttpAnswer }> {
  recorder.statements.length = 0;
  const reply = await call(method, `${shop.url}/api${path}`, {
    headers: { ...(token === '' ? {} : { 'X-Cart-Token': token }), ...headers },
    body,
  });
  expect(reply.status).toBeLessThan(300);
  return { cost: [...recorder.statements], reply };
}

async function cartWith(lines: number): Promise<string> {
  let token = '';
  for (let turn = 0; turn < lines; turn += 1) {
    const body = { sku: await newSku(), quantity: 1 };
    token = (await costOf('POST', '/cart/items', token, { body })).reply.body.data.token as string;
  }
  return token;
}

const ADD = ['cart.lock_for_item', 'inventory.claim_stock', 'inventory.keep_holds', 'cart.write'];
const FIRST_ADD = [ADD[0], 'cart.create', ...ADD.slice(1)];
const DESCRIBE = ['cart.lock', 'inventory.keep_holds', 'cart.write'];
/** Of the transaction that places an order. One more is a decision, and no accident. */
const ORDER = [
  'kernel.begin_idempotent',
  'cart.lock',
  'inventory.allocate_holds',
  'orders.insert',
  'kernel.append_events',
  'cart.close',
  'kernel.store_answer',
];

test('a first add costs five statements, and every other four, whatever the cart has', async () => {
  const body = { sku: await newSku(), quantity: 1 };
  const first = await costOf('POST', '/cart/items', '', { body });
  expect(first.cost).toEqual(FIRST_ADD);
  const token = await cartWith(12);
  expect((await costOf('POST', '/cart/items', token, { body })).cost).toEqual(ADD);
  expect((await costOf('POST', '/cart/items', token, { body })).cost).toEqual(ADD);
});

test('reading costs one, and an idempotency key two more', async () => {
  expect((await costOf('GET', '/cart', '')).cost).toEqual(['cart.find']);
  const token = await cartWith(2);
  expect((await costOf('GET', '/cart', token)).cost).toEqual(['cart.find']);
  const body = { email: 'guest@example.com' };
  const keyed = await costOf('PUT', '/cart', token, { body, headers: newKey() });
  expect(keyed.cost).toEqual(['kernel.begin_idempotent', ...DESCRIBE, 'kernel.store_answer']);
});

test('finding the stores for a cart costs one, and goods that move four and a claim each', async () => {
  const token = await cartWith(2);
  const place = { latitude: -1.28, longitude: 36.82 };
  const query = `latitude=${place.latitude}&longitude=${place.longitude}`;
  const found = await costOf('GET', `/stores/sourcing?${query}`, token);
  expect(found.cost).toEqual(['cart.read_sources']);
  const stays = await costOf('PUT', '/cart', token, { body: place });
  expect(stays.cost).toEqual(['cart.lock', 'cart.read_sources', ...DESCRIBE.slice(1)]);
});

test('describing a cart and changing its lines cost three or four', async () => {
  const token = await cartWith(3);
  const described = await costOf('PUT', '/cart', token, {
    body: { deliveryType: 'delivery', shippingAddress: ADDRESS },
  });
  expect(described.cost).toEqual(DESCRIBE);
  const [first, second] = described.reply.body.data.items as { id: string }[];
  const path = `/cart/items/${first?.id}`;
  const more = await costOf('PUT', path, token, { body: { quantity: 3 } });
  expect(more.cost).toEqual([
    'cart.lock_for_item',
    'inventory.claim_stock',
    'inventory.keep_holds',
    'cart.write',
  ]);
  const less = await costOf('PUT', path, token, { body: { quantity: 1 } });
  expect(less.cost).toEqual([
    'cart.lock_for_item',
    'inventory.keep_holds',
    'cart.write',
    'inventory.free_holds',
  ]);
  const gone = await costOf('DELETE', `/cart/items/${second?.id}`, token);
  expect(gone.cost).toEqual([...DESCRIBE, 'inventory.free_holds']);
  expect((await costOf('DELETE', '/cart/clear', token)).cost).toEqual([
    'cart.lock',
    'cart.write',
    'inventory.free_holds',
  ]);
});

test('a cart of 200 lines costs as many statements as one of two, and an order of it too', async () => {
  const from = await cartWith(1);
  const [shared] = await shop.sql<{ id: number; public_id: string }>(
    'SELECT id, public_id FROM carts ORDER BY id DESC LIMIT 1',
  );
  // The lines of 199 more variants, straight into the database and long expired.
  await shop.sql(
    `WITH made AS (
       INSERT INTO variants (document_id, sku, title, price, allow_backorder, active, position,
                             created_at, updated_at, published_at)
       SELECT 'many' || n, 'MANY-' || n, 'Many ' || n, 100, false, true, 0, now(), now(), now()
         FROM generate_series(1, 199) n
       RETURNING id, sku
     ), linked AS (
       INSERT INTO variants_product_lnk (variant_id, product_id)
       SELECT made.id, products.id FROM made, products
        WHERE products.document_id = (SELECT max(document_id) FROM products)
     ), stocked AS (
       INSERT INTO stock_levels (document_id, variant_id, store_id, on_hand, reserved, backorderable,
                                 created_at, updated_at, published_at)
       SELECT 'level-' || sku, id, $2, 9, 0, false, now(), now(), now() FROM made
     )
     INSERT INTO cart_lines (id, cart_id, variant_id, store_id, quantity, hold_id, reserved_until,
                             seen_price, told_price)
     SELECT 'line-' || sku, $1, id, $2, 1, 'gone-' || sku, now() - interval '1 hour', 100, 100
       FROM made`,
    [shared?.id, store.id],
  );
  const read = await costOf('GET', '/cart', from);
  expect(read.reply.body.data.items).toHaveLength(200);
  const held = (read.reply.body.data.items as { reservedUntil: string | null }[]).filter(
    ({ reservedUntil }) => reservedUntil !== null,
  );
  expect(held).toHaveLength(200);

  expect((await costOf('GET', '/cart', from)).cost).toEqual(['cart.find']);
  const body = { sku: await newSku(), quantity: 1 };
  expect((await costOf('POST', '/cart/items', from, { body })).cost).toEqual(ADD);
  const described = await costOf('PUT', '/cart', from, { body: { deliveryType: 'delivery' } });
  expect(described.cost).toEqual(DESCRIBE);
  const placed = await costOf('POST', '/orders', from, { body: CASH_ORDER, headers: newKey() });
  expect(placed.reply.body.data.items).toHaveLength(201);
  expect(placed.cost).toEqual(ORDER);
});

test('an order takes at most twelve statements in one transaction, whatever its number of lines', async () => {
  expect(ORDER.length).toBeLessThanOrEqual(12);
  for (const lines of [1, 20]) {
    const token = await cartWith(lines);
    recorder.transactions.length = 0;
    const placed = await costOf('POST', '/orders', token, { body: CASH_ORDER, headers: newKey() });
    expect(placed.reply.body.data.items).toHaveLength(lines);
    expect([lines, placed.cost]).toEqual([lines, ORDER]);
    expect(recorder.transactions).toEqual([ORDER]);
  }
});

test('a checkout of two lines in four calls costs at most 25 statements', async () => {
  const cost: string[] = [];
  const send = async (method: string, path: string, token: string, body: object, headers = {}) => {
    const sent = await costOf(method, path, token, { body, headers });
    cost.push(...sent.cost);
    return sent.reply;
  };
  const added = await send('POST', '/cart/items', '', { sku: await newSku(), quantity: 1 });
  const { token } = added.body.data as { token: string };
  await send('POST', '/cart/items', token, { sku: await newSku(), quantity: 2 });
  await send('PUT', '/cart', token, { deliveryType: 'delivery', shippingAddress: ADDRESS });
  await send('POST', '/orders', token, CASH_ORDER, newKey());
  expect(cost.length).toBeLessThanOrEqual(25);
});

test('a coupon costs an order two statements more, the last of which locks it', async () => {
  await shop.sql(
    `INSERT INTO coupons (document_id, code, type, percentage)
     VALUES ('coupon1', 'TENTH', 'percentage', 1000)`,
  );
  const token = await cartWith(2);
  const given = await costOf('POST', '/cart/coupon', token, { body: { code: 'tenth' } });
  expect(given.cost).toEqual([
    'cart.lock',
    'pricing.find_coupons',
    'inventory.keep_holds',
    'cart.write',
    'pricing.find_coupons',
  ]);
  const placed = await costOf('POST', '/orders', token, { body: CASH_ORDER, headers: newKey() });
  const [begin, lock, ...rest] = ORDER;
  expect(placed.cost).toEqual([
    begin,
    lock,
    'pricing.find_coupons',
    ...rest.slice(0, -1),
    'pricing.redeem_coupons',
    rest.at(-1),
  ]);
});
