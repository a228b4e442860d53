import {
  makeStore,
  makeVariant,
  stock,
  guestWith,
  type Store,
  type Variant,
} from '../support/catalogue';
import { bearer, call } from '../support/http';
import type { ServerProcess } from '../support/server-process';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';
import { member, placeOrder } from '../orders/orders';
import { connect, endClients, refusalOf } from './client';

const ORIGIN = 'https://www.example.com';

/** Sockets are on the one server, and what happens, happens on the other. */
let shop: TestShop;
let other: ServerProcess;
let store: Store;
let variant: Variant;

const tokenOf = ({ Authorization }: Record<string, string>) => Authorization?.split(' ')[1] ?? '';

async function register(
  headers: Record<string, string> = {},
): Promise<{ id: number; token: string }> {
  const email = `customer-${Math.random()}@example.com`;
  const { body } = await call('POST', `${shop.url}/api/auth/register`, {
    headers,
    body: { email, password: 'kahawa-chungu-7', firstName: 'A', lastName: 'O' },
  });
  const [row] = await shop.sql<{ id: number }>('SELECT id FROM up_users WHERE email = $1', [email]);
  return { id: row?.id ?? 0, token: body.data.token as string };
}

/** Moves an order on the other server, as the administrator. */
async function move(documentId: string, status: string): Promise<void> {
  const answer = await call('PUT', `${other.url}/api/orders/${documentId}/status`, {
    headers: bearer(await shop.adminToken()),
    body: { status },
  });
  expect(answer.status).toBe(200);
}

beforeAll(async () => {
  shop = await createShop({ env: { ...WORKING, FRONTEND_URL: ORIGIN, DUKA_HOLD_MINUTES: '1' } });
  other = await shop.secondServer();
});
afterAll(() => shop.stop());

beforeEach(async () => {
  store = await makeStore(shop);
  variant = await makeVariant(shop);
  await stock(shop, store, variant, 10);
});
afterEach(endClients);

describe('who comes in', () => {
  test.each(['token', 'cartToken', 'orderToken', 'adminToken'])(
    'F-73 a forged %s is refused, not taken for none',
    async (name) => {
      const error = await refusalOf(shop.url, { [name]: 'forged.token.here' });
      expect(error.data).toMatchObject({ code: 'INVALID_TOKEN' });
    },
  );

  test('F-73 a token of one kind is none of another', async () => {
    const cartToken = await guestWith(shop.url, variant);
    const adminToken = await shop.adminToken();
    for (const auth of [{ orderToken: cartToken }, { token: adminToken }]) {
      expect((await refusalOf(shop.url, auth)).data.code).toBe('INVALID_TOKEN');
    }
  });

  test.each(['token', 'cartToken', 'orderToken', 'adminToken'])(
    'a %s that can be none is refused so too, and null is none',
    async (name) => {
      for (const wrong of [1, '', {}, ['a'], 'a'.repeat(5_000)]) {
        expect((await refusalOf(shop.url, { [name]: wrong })).data.code).toBe('INVALID_TOKEN');
      }
      await connect(shop.url, { [name]: null });
    },
  );

  test('F-73 a page of another origin does not', async () => {
    const evil = { origin: 'https://evil.example' };
    await refusalOf(shop.url, {}, evil);
    // Nor does it look like a connection that is there already.
    await refusalOf(`${shop.url}?xsid=1`, {}, evil);
    await connect(shop.url, {}, { origin: ORIGIN });
  });

  test('nobody into what is between the processes', async () => {
    await refusalOf(`${shop.url}/processes`, {});
  });

  test('F-73 who sends without end is disconnected', async () => {
    const { socket, hears } = await connect(shop.url);
    for (let turn = 0; turn < 200; turn += 1) socket.emit('order.updated', { turn });
    expect(await hears('session.ended')).toEqual({ reason: 'flood' });
    await until(() => !socket.connected, 'the end');
  });

  test('who sends more than there can be is disconnected', async () => {
    const { socket } = await connect(shop.url);
    socket.emit('subscribe:stock', { storeId: 'x'.repeat(20_000), skus: ['A'] });
    await until(() => !socket.connected, 'the end');
  });
});

describe('stock', () => {
  const subscription = () => ({ storeId: store.documentId, skus: [variant.sku] });

  test('holds that another server takes and gives back are told, to the last value', async () => {
    const client = await connect(shop.url);
    expect(await client.ask('subscribe:stock', subscription())).toEqual({
      data: { stock: [{ ...subscription(), skus: undefined, sku: variant.sku, available: 10 }] },
    });
    const tokens = await Promise.all(
      Array.from({ length: 10 }, (_, turn) =>
        guestWith(turn % 2 === 0 ? shop.url : other.url, variant, 1, {
          storeId: store.documentId,
        }),
      ),
    );
    const told = await client.hears('stock.updated', ({ available }) => available === 0);
    expect(told).toEqual({ storeId: store.documentId, sku: variant.sku, available: 0 });
    await call('DELETE', `${other.url}/api/cart/clear`, {
      headers: { 'X-Cart-Token': tokens[0] ?? '' },
    });
    await client.hears('stock.updated', ({ available }) => available === 1);
    await call('PUT', `${other.url}/api/stores/${store.documentId}/stock`, {
      headers: bearer(await shop.apiToken()),
      body: [{ sku: variant.sku, delta: 40 }],
    });
    await client.hears('stock.updated', ({ available }) => available === 41);
    const steps = client.heard.filter(({ name }) => name === 'stock.updated');
    expect(steps.length).toBeLessThanOrEqual(12);
  });

  test('what a hold gives back when its time is over is told, though nobody writes anything', async () => {
    const client = await connect(shop.url);
    await guestWith(shop.url, variant, 3);
    await client.ask('subscribe:stock', subscription());
    // Behind the back of all servers, which find it when they next look.
    await shop.sql(
      `UPDATE holds SET expires_at = now() + interval '8 s'
        WHERE stock_level_id IN (SELECT id FROM stock_levels WHERE variant_id = $1)`,
      [variant.id],
    );
    await client.hears('stock.updated', ({ available }) => available === 10);
    const [{ late } = { late: true }] = await shop.sql<{ late: boolean }>(
      `SELECT bool_and(expires_at <= now()) AS late FROM holds JOIN stock_levels level
         ON level.id = stock_level_id WHERE variant_id = $1`,
      [variant.id],
    );
    expect(late).toBe(true);
  });

  test('only what is public can be watched, and only so much', async () => {
    const client = await connect(shop.url);
    const hidden = await makeVariant(shop, { published: false });
    const { documentId: storeId } = store;
    const ask = (skus: unknown) => client.ask('subscribe:stock', { storeId, skus });
    expect((await ask([hidden.sku])).error.code).toBe('SKU_NOT_FOUND');
    for (const wrong of [[], 'A', [1], Array(101).fill('A'), undefined]) {
      expect((await ask(wrong)).error.code).toBe('VALIDATION_FAILED');
    }
    expect((await client.ask('unsubscribe:stock', subscription())).data).toEqual({ watching: 0 });
  });
});

describe('orders', () => {
  test('F-73 the buyer hears of their order from every server, and nobody else does', async () => {
    const mine = await placeOrder(shop, [{ variant, store }]);
    const buyer = await connect(shop.url, { orderToken: mine.accessToken });
    const yours = await placeOrder(shop, [{ variant, store }]);
    const stranger = await connect(shop.url, { orderToken: yours.accessToken });
    const nobody = await connect(shop.url);
    await move(mine.documentId, 'confirmed');
    expect(await buyer.hears('order.updated')).toEqual({
      documentId: mine.documentId,
      number: mine.number,
      status: 'confirmed',
      paymentStatus: 'pending',
      updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
    // Their own change comes after the other's, and it is the first that they hear.
    await move(yours.documentId, 'cancelled');
    await stranger.hears('order.updated');
    expect(stranger.heard.map(({ payload }) => payload.documentId)).toEqual([yours.documentId]);
    expect(nobody.heard).toEqual([]);
  });

  test('a store’s manager hears of its orders, until they manage it no more', async () => {
    const elsewhere = await makeStore(shop);
    await stock(shop, elsewhere, variant, 5);
    const { id, session } = await member(shop, 'duka-store-manager', [store]);
    const manager = await connect(shop.url, { adminToken: tokenOf(session) });
    const office = await connect(shop.url, { adminToken: await shop.adminToken() });
    const there = await placeOrder(shop, [{ variant, store: elsewhere }]);
    const here = await placeOrder(shop, [{ variant, store }]);
    const { documentId } = await manager.hears('order.placed');
    expect(documentId).toBe(here.documentId);
    for (const order of [there, here]) {
      await office.hears('order.placed', (payload) => payload.documentId === order.documentId);
    }
    await shop.sql('DELETE FROM stores_managers_lnk WHERE user_id = $1', [id]);
    await shop.sql('INSERT INTO stores_managers_lnk (store_id, user_id) VALUES ($1, $2)', [
      elsewhere.id,
      id,
    ]);
    // In the rooms of the other store as soon as it is looked; then no more in those of the first.
    let heard = '';
    while (heard === '') {
      const order = await placeOrder(shop, [{ variant, store: elsewhere }]);
      await office.hears('order.placed', (payload) => payload.documentId === order.documentId);
      if (manager.heard.some(({ payload }) => payload.documentId === order.documentId)) {
        heard = order.documentId;
      } else await stock(shop, elsewhere, (variant = await makeVariant(shop)), 5);
    }
    await stock(shop, store, variant, 5).catch(() => undefined);
    const after = await placeOrder(shop, [{ variant, store }]);
    await office.hears('order.placed', (payload) => payload.documentId === after.documentId);
    expect(manager.heard.some(({ payload }) => payload.documentId === after.documentId)).toBe(
      false,
    );
  });

  test('who has been switched off hears nothing any more', async () => {
    const { id, session } = await member(shop, 'duka-support');
    const support = await connect(shop.url, { adminToken: tokenOf(session) });
    await call('PUT', `${other.url}/admin/users/${id}`, {
      headers: bearer(await shop.adminToken()),
      body: { isActive: false },
    });
    expect(await support.hears('session.ended')).toEqual({ reason: 'signed_out' });
    await until(() => !support.socket.connected, 'the end');
  });
});

describe('what cannot be read', () => {
  const isBroken = (broken: boolean) =>
    shop.sql(
      broken
        ? 'ALTER TABLE shipments RENAME TO shipments_elsewhere'
        : 'ALTER TABLE shipments_elsewhere RENAME TO shipments',
    );

  test('is told when it can be read again', async () => {
    const order = await placeOrder(shop, [{ variant, store }]);
    const buyer = await connect(shop.url, { orderToken: order.accessToken });
    const first = await shop.steps.stopBefore('realtime.read_audience');
    const fourth = await shop.steps.stopBefore('realtime.read_audience#3');
    const { documentId } = order;
    await shop.sql(
      `INSERT INTO outbox (event, subject, payload) VALUES ('order.updated', $1, $2)`,
      [documentId, JSON.stringify({ documentId, status: 'confirmed' })],
    );
    await first.standing;
    await isBroken(true);
    await first.go();
    await fourth.standing;
    await isBroken(false);
    await fourth.go();
    expect(await buyer.hears('order.updated')).toMatchObject({ status: 'confirmed' });
  });

  test('and cannot be read for long has everybody fetch what they show', async () => {
    const order = await placeOrder(shop, [{ variant, store }]);
    const buyer = await connect(shop.url, { orderToken: order.accessToken });
    const reading = await shop.steps.stopBefore('realtime.read_audience');
    await move(order.documentId, 'confirmed');
    await reading.standing;
    await isBroken(true);
    try {
      await reading.go();
      expect(await buyer.hears('missed')).toEqual({});
    } finally {
      await isBroken(false);
    }
  });
});

describe('customers', () => {
  test('F-66 F-73 signing out ends all of the session, everywhere', async () => {
    const { token } = await register();
    const customer = await connect(shop.url, { token });
    const guest = await connect(shop.url);
    await call('POST', `${other.url}/api/auth/logout`, { headers: bearer(token) });
    expect(await customer.hears('session.ended')).toEqual({ reason: 'signed_out' });
    await until(() => !customer.socket.connected, 'the end');
    expect(guest.socket.connected).toBe(true);
    expect((await refusalOf(shop.url, { token })).data.code).toBe('INVALID_TOKEN');
  });

  test('F-66 who is blocked is out', async () => {
    const { id, token } = await register();
    const customer = await connect(shop.url, { token });
    await shop.sql('UPDATE up_users SET blocked = true WHERE id = $1', [id]);
    await customer.hears('session.ended');
  });

  test('a guest who becomes a customer says so without a new connection', async () => {
    const { id, token } = await register();
    const client = await connect(shop.url);
    expect((await client.ask('authenticate', { token: 'forged.token.here' })).error.code).toBe(
      'INVALID_TOKEN',
    );
    expect(await client.ask('authenticate', { token })).toEqual({ data: { authenticated: true } });
    const order = await placeOrder(shop, [{ variant, store }]);
    await shop.sql('UPDATE orders SET customer_id = $1 WHERE document_id = $2', [
      id,
      order.documentId,
    ]);
    await move(order.documentId, 'confirmed');
    expect((await client.hears('order.updated')).documentId).toBe(order.documentId);
  });

  test('a shopper is warned before their goods are let go, once', async () => {
    const cartToken = await guestWith(shop.url, variant, 2);
    const shopper = await connect(shop.url, { cartToken });
    const [line] = await shop.sql<{ id: string; reserved_until: Date }>(
      `UPDATE cart_lines SET reserved_until = now() + interval '19 s'
        WHERE variant_id = $1 RETURNING id, reserved_until`,
      [variant.id],
    );
    expect(await shopper.hears('cart.expiring')).toEqual({
      itemId: line?.id,
      sku: variant.sku,
      reservedUntil: line?.reserved_until.toISOString(),
    });
  });
});

test('a guest’s token hears nothing any more of a cart that has become a customer’s', async () => {
  const cartToken = await guestWith(shop.url, variant, 2);
  const guest = await connect(shop.url, { cartToken });
  const { token } = await register({ 'X-Cart-Token': cartToken });
  const customer = await connect(shop.url, { token });
  const later = await connect(shop.url, { cartToken });
  await shop.sql(
    `UPDATE cart_lines SET reserved_until = now() + interval '19 s' WHERE variant_id = $1`,
    [variant.id],
  );
  expect(await customer.hears('cart.expiring')).toMatchObject({ sku: variant.sku });
  for (const old of [guest, later]) {
    // What was told to it before comes before the answer.
    await old.ask('subscribe:stock', { storeId: store.documentId, skus: [variant.sku] });
    expect(old.heard.filter(({ name }) => name === 'cart.expiring')).toEqual([]);
  }
});

describe('a connection that breaks', () => {
  test('is taken up again where it was, with what was missed', async () => {
    const order = await placeOrder(shop, [{ variant, store }]);
    const buyer = await connect(shop.url, { orderToken: order.accessToken });
    await move(order.documentId, 'confirmed');
    await buyer.hears('order.updated');
    buyer.socket.io.engine.close();
    await until(() => !buyer.socket.connected, 'the break');
    await move(order.documentId, 'preparing');
    await move(order.documentId, 'ready');
    buyer.socket.connect();
    await buyer.hears('order.updated', ({ status }) => status === 'ready');
    expect(buyer.socket.recovered).toBe(true);
    expect(buyer.heard.map(({ payload }) => payload.status)).toEqual([
      'confirmed',
      'preparing',
      'ready',
    ]);
  });

  test('and comes back too late, or elsewhere, is told to fetch', async () => {
    const order = await placeOrder(shop, [{ variant, store }]);
    const auth = { orderToken: order.accessToken, pid: 'of-another-process', offset: 'x' };
    const buyer = await connect(shop.url, auth);
    await buyer.hears('missed');
    expect(buyer.socket.recovered).toBe(false);
  });
});
