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
import { runDoctor } from '../support/doctor';
import { call, type HttpAnswer } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { ADD_STATEMENTS, ORDER_STATEMENTS } from './statements';

/** Before and after the commit of what stores its answer last. */
const ANSWER = 'kernel.store_answer:answer';
const AT_THE_END = ['kernel.store_answer:commit', ANSWER];

let shop: TestShop;
let store: Store;
let variant: Variant;

beforeAll(async () => {
  shop = await createShop();
});

afterAll(async () => {
  const { status, output } = await runDoctor(shop.database.url);
  await shop.stop();
  expect([status, output]).toEqual([0, expect.stringContaining('The books are right.')]);
});

beforeEach(async () => {
  store = await makeStore(shop);
  variant = await makeVariant(shop);
  await stock(shop, store, variant, 10);
});

/** Sends a request to a server that ends, as by kill -9, before the statement named. */
async function sendToDying(
  point: string,
  send: (url: string) => Promise<HttpAnswer>,
): Promise<void> {
  const dying = await shop.secondServer({ DUKA_TEST_KILL_AT: point });
  await expect(send(dying.url)).rejects.toThrow();
  expect((await dying.ended()).signal).toBe('SIGKILL');
}

/** Sends a request again until the first one's connection is known to be gone. */
async function sendAgain(send: (url: string) => Promise<HttpAnswer>): Promise<HttpAnswer> {
  for (let tries = 0; tries < 50; tries += 1) {
    const reply = await send(shop.url);
    if (reply.body?.error?.details?.code !== 'IDEMPOTENCY_IN_PROGRESS') return reply;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the key was never free again');
}

describe('kill -9 while an order is placed leaves nothing or all of it', () => {
  test.each([...ORDER_STATEMENTS, ...AT_THE_END])('before %s', async (point) => {
    const token = await guestWith(shop.url, variant, 2);
    const key = newKey();
    const send = (url: string) =>
      call('POST', `${url}/api/orders`, {
        headers: { ...key, 'X-Cart-Token': token },
        body: CASH_ORDER,
      });
    await sendToDying(point, send);
    const ordered = () => shop.sql('SELECT id FROM order_lines WHERE sku = $1', [variant.sku]);
    expect(await ordered()).toHaveLength(point === ANSWER ? 1 : 0);
    expect(await faultsInBooks(shop)).toEqual([]);

    const placed = await sendAgain(send);
    expect(placed.status).toBe(201);
    expect(placed.headers.get('Idempotency-Replayed')).toBe(point === ANSWER ? 'true' : null);
    expect(await ordered()).toHaveLength(1);
    expect(await faultsInBooks(shop)).toEqual([]);
  });
});

describe('kill -9 while goods are put into a cart leaves nothing or all of it', () => {
  test.each([...ADD_STATEMENTS, ...AT_THE_END])('before %s', async (point) => {
    const key = newKey();
    const send = (url: string) =>
      call('POST', `${url}/api/cart/items`, {
        headers: { ...key },
        body: { sku: variant.sku, quantity: 2 },
      });
    await sendToDying(point, send);
    expect(await faultsInBooks(shop)).toEqual([]);

    const added = await sendAgain(send);
    expect(added.status).toBe(201);
    const lines = await shop.sql<{ quantity: number }>(
      'SELECT quantity FROM cart_lines WHERE variant_id = $1',
      [variant.id],
    );
    expect(lines).toEqual([{ quantity: 2 }]);
    // What a killed call had claimed is nobody's and expires within half a minute.
    const lasting = await shop.sql<{ quantity: number }>(
      `SELECT hold.quantity
         FROM holds hold JOIN stock_levels level ON level.id = hold.stock_level_id
        WHERE level.variant_id = $1 AND hold.state = 'held'
          AND hold.expires_at > now() + interval '1 minute'`,
      [variant.id],
    );
    expect(lasting).toEqual([{ quantity: 2 }]);
    expect(await faultsInBooks(shop)).toEqual([]);
  });
});
