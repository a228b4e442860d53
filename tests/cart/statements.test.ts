import {
  ADDRESS,
  CASH_ORDER,
  makeStore,
  makeVariant,
  newKey,
  stock,
  type Store,
} from '../support/catalogue';
import { call, type HttpAnswer } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { StatementRecorder } from '../support/statement-recorder';

let shop: TestShop;
let recorder: StatementRecorder;
let store: Store;

beforeAll(async () => {
  shop = await createShop();
  recorder = await StatementRecorder.before(shop.database.url);
  // The worker's schedules would run statements of their own between ours.
  await shop.restart({ env: { DATABASE_URL: recorder.url, DUKA_WORKER: 'off' } });
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
    'cart.lock',
    'inventory.claim_stock',
    'inventory.keep_holds',
    'cart.write',
  ]);
  const less = await costOf('PUT', path, token, { body: { quantity: 1 } });
  expect(less.cost).toEqual([...DESCRIBE, 'inventory.free_holds']);
  const gone = await costOf('DELETE', `/cart/items/${second?.id}`, token);
  expect(gone.cost).toEqual([...DESCRIBE, 'inventory.free_holds']);
  expect((await costOf('DELETE', '/cart/clear', token)).cost).toEqual([
    'cart.lock',
    'cart.write',
    'inventory.free_holds',
  ]);
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
