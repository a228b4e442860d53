import {
  CASH_ORDER,
  guestWith,
  makeStore,
  makeVariant,
  newKey,
  stock,
  stockOf,
} from '../support/catalogue';
import { runDoctor } from '../support/doctor';
import { call, type HttpAnswer } from '../support/http';
import { createShop, type TestShop } from '../support/shop';

let shop: TestShop;
let urls: string[];

beforeAll(async () => {
  shop = await createShop();
  urls = [shop.url, (await shop.secondServer()).url];
});

afterAll(async () => {
  const { status, output } = await runDoctor(shop.database.url);
  await shop.stop();
  expect([status, output]).toEqual([0, expect.stringContaining('The books are right.')]);
});

const urlOf = (turn: number): string => urls[turn % urls.length] ?? shop.url;
const codeOf = (reply: HttpAnswer): string | undefined => reply.body?.error?.details?.code;

/** Puts goods into a new guest's cart and orders them. */
async function buy(turn: number, sku: string): Promise<HttpAnswer> {
  const url = urlOf(turn);
  const added = await call('POST', `${url}/api/cart/items`, {
    headers: { ...newKey() },
    body: { sku, quantity: 1 },
  });
  if (added.status !== 201) return added;
  return call('POST', `${url}/api/orders`, {
    headers: { ...newKey(), 'X-Cart-Token': added.body.data.token },
    body: CASH_ORDER,
  });
}

test('200 buyers at once of 50 pieces: 50 orders and 150 clear refusals', async () => {
  const store = await makeStore(shop);
  const variant = await makeVariant(shop);
  await stock(shop, store, variant, 50);
  const replies = await Promise.all(
    Array.from({ length: 200 }, (_, turn) => buy(turn, variant.sku)),
  );
  const placed = replies.filter((reply) => reply.status === 201);
  const refused = replies.filter((reply) => reply.status === 409);
  expect([placed.length, refused.length]).toEqual([50, 150]);
  for (const reply of refused) {
    expect(reply.body.error.details).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      sku: variant.sku,
      requested: 1,
      available: 0,
    });
  }
  expect(new Set(placed.map((reply) => reply.body.data.number)).size).toBe(50);
  expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 50, reserved: 50 });
});

test('F-38 one key fifty times at once: one order and fifty equal answers, or 409 meanwhile', async () => {
  const store = await makeStore(shop);
  const variant = await makeVariant(shop);
  await stock(shop, store, variant, 100);
  const token = await guestWith(shop.url, variant, 2);
  const key = newKey();
  const send = (turn: number) =>
    call('POST', `${urlOf(turn)}/api/orders`, {
      headers: { ...key, 'X-Cart-Token': token },
      body: CASH_ORDER,
    });
  const replies = await Promise.all(Array.from({ length: 50 }, (_, turn) => send(turn)));
  const placed = replies.filter((reply) => reply.status === 201);
  const waiting = replies.filter((reply) => reply.status === 409);
  expect(placed.length).toBeGreaterThan(0);
  expect(placed.length + waiting.length).toBe(50);
  for (const reply of waiting) {
    expect(codeOf(reply)).toBe('IDEMPOTENCY_IN_PROGRESS');
    expect(Number(reply.headers.get('Retry-After'))).toBeGreaterThan(0);
  }
  const final = await send(0);
  for (const reply of placed) expect(reply.body).toEqual(final.body);
  const orders = await shop.sql('SELECT id FROM order_lines WHERE sku = $1', [variant.sku]);
  expect(orders).toHaveLength(1);
});

test('F-38 a repetition that began just before the first call ended gets its answer', async () => {
  const store = await makeStore(shop);
  const variant = await makeVariant(shop);
  await stock(shop, store, variant, 10);
  const headers = { ...newKey(), 'X-Cart-Token': await guestWith(shop.url, variant) };
  const order = () => call('POST', `${shop.url}/api/orders`, { headers, body: CASH_ORDER });
  const first = await order();
  // What the repetition sees that looked for the answer before there was one.
  await shop.sql(`UPDATE idempotency_keys SET expires_at = expires_at - interval '10 years'`);
  const stop = await shop.steps.stopBefore('cart.lock');
  const second = order();
  await stop.standing;
  await shop.sql(`UPDATE idempotency_keys SET expires_at = expires_at + interval '10 years'`);
  await stop.go();
  expect(await second).toMatchObject({ status: 201, body: first.body });
});

test('F-42 two orders of one cart with two keys: one order, the other is told so', async () => {
  const store = await makeStore(shop);
  const variant = await makeVariant(shop);
  await stock(shop, store, variant, 10);
  const token = await guestWith(shop.url, variant);
  const replies = await Promise.all(
    [0, 1].map((turn) =>
      call('POST', `${urlOf(turn)}/api/orders`, {
        headers: { ...newKey(), 'X-Cart-Token': token },
        body: CASH_ORDER,
      }),
    ),
  );
  expect(replies.map((reply) => reply.status).sort()).toEqual([201, 409]);
  expect(replies.map(codeOf)).toContain('CART_CLOSED');
  expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 10, reserved: 1 });
});

test('F-44 carts that want the same two SKUs in opposite order get no deadlock', async () => {
  const store = await makeStore(shop);
  const one = await makeVariant(shop);
  const two = await makeVariant(shop);
  await Promise.all([one, two].map((variant) => stock(shop, store, variant, 1000)));
  const shopper = async (turn: number) => {
    const [first, second] = turn % 2 === 0 ? [one, two] : [two, one];
    const url = urlOf(turn);
    const token = await guestWith(url, first, 1);
    const mine = { 'X-Cart-Token': token };
    const statuses: number[] = [];
    const note = (reply: HttpAnswer) => statuses.push(reply.status);
    note(
      await call('POST', `${url}/api/cart/items`, {
        headers: { ...mine },
        body: { sku: second.sku, quantity: 1 },
      }),
    );
    if (turn % 3 === 0) note(await call('DELETE', `${url}/api/cart/clear`, { headers: mine }));
    else {
      const placed = await call('POST', `${url}/api/orders`, {
        headers: { ...mine, ...newKey() },
        body: CASH_ORDER,
      });
      note(placed);
      const { documentId, accessToken } = placed.body.data;
      note(
        await call('PUT', `${url}/api/orders/${documentId}/cancel`, {
          headers: { 'X-Order-Token': accessToken },
        }),
      );
    }
    return statuses;
  };
  const statuses = (
    await Promise.all(Array.from({ length: 60 }, (_, turn) => shopper(turn)))
  ).flat();
  expect(statuses.filter((status) => status >= 300)).toEqual([]);
  for (const variant of [one, two]) {
    expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 1000, reserved: 0 });
  }
});
