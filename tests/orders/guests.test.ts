import {
  ADDRESS,
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
import { bearer, call, refusal } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { member, placeOrder, type Headers, type Placed } from './orders';

let shop: TestShop;

beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.stop());

describe('a guest’s journey', () => {
  let store: Store;
  let variant: Variant;

  beforeEach(async () => {
    store = await makeStore(shop);
    variant = await makeVariant(shop, { price: 1999 });
    await stock(shop, store, variant, 10);
  });

  test('a guest fills a cart, orders it once and follows the order', async () => {
    const added = await call('POST', `${shop.url}/api/cart/items`, {
      body: { sku: variant.sku, quantity: 2 },
    });
    expect(added.status).toBe(201);
    const { token } = added.body.data;
    expect(added.headers.get('X-Cart-Token')).toBe(token);
    expect(added.body.data).toMatchObject({
      currency: 'USD',
      items: [
        { sku: variant.sku, storeId: store.documentId, quantity: 2, unitPrice: 1999, total: 3998 },
      ],
      totals: { subtotal: 3998, discount: 0, shipping: 500, tax: 0, total: 4498 },
    });
    expect(Date.parse(added.body.data.items[0].reservedUntil)).toBeGreaterThan(Date.now());
    expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 10, reserved: 2 });

    const read = await call('GET', `${shop.url}/api/cart`, { headers: { 'X-Cart-Token': token } });
    expect(read.body.data.items).toHaveLength(1);

    const key = newKey();
    const send = () =>
      call('POST', `${shop.url}/api/orders`, {
        headers: { ...key, 'X-Cart-Token': token },
        body: CASH_ORDER,
      });
    const placed = await send();
    expect(placed.status).toBe(201);
    const order = placed.body.data;
    expect(order).toMatchObject({
      status: 'pending',
      paymentStatus: 'pending',
      paymentMethod: 'cash_on_delivery',
      currency: 'USD',
      items: [
        { sku: variant.sku, storeId: store.documentId, quantity: 2, unitPrice: 1999, total: 3998 },
      ],
      shipments: [
        { storeId: store.documentId, status: 'pending', carrier: null, trackingNumber: null },
      ],
      subtotal: 3998,
      discountTotal: 0,
      shippingTotal: 500,
      taxTotal: 0,
      total: 4498,
      shippingAddress: ADDRESS,
      storeId: store.documentId,
    });
    expect(order.number).toMatch(/^[A-Z0-9]{8,12}$/);

    const replayed = await send();
    expect(replayed.status).toBe(201);
    expect(replayed.headers.get('Idempotency-Replayed')).toBe('true');
    expect(replayed.body).toEqual(placed.body);

    const again = await call('POST', `${shop.url}/api/orders`, {
      headers: { ...newKey(), 'X-Cart-Token': token },
      body: CASH_ORDER,
    });
    expect(again.status).toBe(409);
    expect(again.body.error.details.code).toBe('CART_CLOSED');

    const mine = { 'X-Order-Token': order.accessToken as string };
    const seen = await call('GET', `${shop.url}/api/orders/${order.number}`, { headers: mine });
    expect(seen.status).toBe(200);
    expect({ ...seen.body.data, accessToken: order.accessToken }).toEqual(order);
    expect(seen.body.data).not.toHaveProperty('accessToken');
    const tracked = await call('GET', `${shop.url}/api/orders/${order.documentId}/track`, {
      headers: mine,
    });
    expect(tracked.body.data).toMatchObject({
      number: order.number,
      status: 'pending',
      history: [{ status: 'pending' }],
    });
    const list = await call('GET', `${shop.url}/api/orders`, { headers: mine });
    expect(list.body.data).toHaveLength(1);
  });

  test('a cancelled order gives its goods back, and is cancelled once', async () => {
    const token = await guestWith(shop.url, variant, 3);
    const placed = await call('POST', `${shop.url}/api/orders`, {
      headers: { ...newKey(), 'X-Cart-Token': token },
      body: CASH_ORDER,
    });
    expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 10, reserved: 3 });
    const { documentId, accessToken } = placed.body.data;
    const cancel = () =>
      call('PUT', `${shop.url}/api/orders/${documentId}/cancel`, {
        headers: { 'X-Order-Token': accessToken },
      });
    const first = await cancel();
    expect([first.status, first.body.data.status]).toEqual([200, 'cancelled']);
    expect(first.body.data.shipments[0].status).toBe('cancelled');
    const second = await cancel();
    expect([second.status, second.body.data.status]).toEqual([200, 'cancelled']);
    expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 10, reserved: 0 });
  });

  test('F-61 F-78 an order is not there for who has no right to it', async () => {
    const token = await guestWith(shop.url, variant);
    const placed = await call('POST', `${shop.url}/api/orders`, {
      headers: { ...newKey(), 'X-Cart-Token': token },
      body: CASH_ORDER,
    });
    const path = `/api/orders/${placed.body.data.documentId}`;
    expect((await call('GET', `${shop.url}${path}`)).status).toBe(404);
    expect(
      (await call('GET', `${shop.url}${path}`, { headers: { 'X-Cart-Token': token } })).status,
    ).toBe(404);
    expect((await call('PUT', `${shop.url}${path}/cancel`)).status).toBe(404);
    expect(
      (await call('GET', `${shop.url}${path}`, { headers: { 'X-Order-Token': 'forged.token' } }))
        .status,
    ).toBe(401);
    expect((await call('GET', `${shop.url}/api/orders`)).status).toBe(401);
  });
});

describe('orders that are found again', () => {
  let store: Store;
  let variant: Variant;
  let people = 0;

  beforeAll(async () => {
    store = await makeStore(shop);
    variant = await makeVariant(shop);
    await stock(shop, store, variant, 1000);
  });

  const newAddress = () => `shopper${(people += 1)}@example.com`;
  const guestOrder = (email: string) => placeOrder(shop, [{ variant, store }], { email });

  async function register(email: string): Promise<{ headers: Headers; documentId: string }> {
    const answer = await call('POST', `${shop.url}/api/auth/register`, {
      body: { email, password: 'correct horse battery', firstName: 'Amina', lastName: 'Otieno' },
    });
    expect(answer.status).toBe(201);
    return {
      headers: bearer(answer.body.data.token as string),
      documentId: answer.body.data.user.documentId as string,
    };
  }

  /** As the link of the verification mail does. */
  const verify = (email: string) =>
    shop.sql('UPDATE up_users SET confirmed = true WHERE email = $1', [email]);

  const list = (headers: Headers, path = '') =>
    call('GET', `${shop.url}/api/orders${path}`, { headers });
  const numbers = async (headers: Headers, path = '') =>
    ((await list(headers, path)).body.data as Placed[]).map(({ number }) => number);
  const read = (order: Placed, headers: Headers, path = '') =>
    call('GET', `${shop.url}/api/orders/${order.documentId}${path}`, { headers });

  describe('what was ordered as a guest', () => {
    test('is found again by who has verified the address, in whatever spelling', async () => {
      const email = newAddress();
      const order = await guestOrder(email.toUpperCase());
      await shop.sql('UPDATE orders SET email = upper(email) WHERE number = $1', [order.number]);
      const another = await guestOrder(newAddress());
      const { headers } = await register(email);
      await verify(email);
      expect(await numbers(headers)).toEqual([order.number]);
      expect((await read(order, headers, '/track')).status).toBe(200);
      expect((await read(another, headers)).status).toBe(404);
      // The token of the order still opens it.
      expect((await read(order, { 'X-Order-Token': order.accessToken })).status).toBe(200);
    });

    test('is opened by its token, whoever is signed in', async () => {
      const order = await guestOrder(newAddress());
      const { headers } = await register(newAddress());
      const both = { ...headers, 'X-Order-Token': order.accessToken };
      for (const path of ['', '/track']) {
        expect((await read(order, both, path)).status).toBe(200);
        expect((await read(order, headers, path)).status).toBe(404);
      }
      const another = await guestOrder(newAddress());
      expect((await read(another, both)).status).toBe(404);
      expect(await numbers(both)).toEqual([]);
    });

    test('is opened, and cancelled, without having been listed', async () => {
      const email = newAddress();
      const order = await guestOrder(email);
      const { headers } = await register(email);
      await verify(email);
      expect((await read(order, headers)).body.data.number).toBe(order.number);
      const cancelled = await call('PUT', `${shop.url}/api/orders/${order.number}/cancel`, {
        headers,
      });
      expect(cancelled.body.data.status).toBe('cancelled');
    });

    test.each([
      ['/api/auth/register', { firstName: 'Mallory', lastName: 'X' }],
      ['/api/auth/local/register', { username: 'mallory' }],
    ])('stays hidden from who registers by %s with somebody else’s address', async (path, more) => {
      const email = newAddress();
      const order = await guestOrder(email);
      const answer = await call('POST', `${shop.url}${path}`, {
        body: { email, password: 'correct horse battery', ...more },
      });
      const token = (answer.body.data?.token ?? answer.body.jwt) as string;
      const headers = bearer(token);
      expect(await numbers(headers)).toEqual([]);
      for (const part of ['', '/track']) {
        expect(refusal(await read(order, headers, part))).toEqual([404, 'ORDER_NOT_FOUND']);
      }
      const cancelled = await call('DELETE', `${shop.url}/api/orders/${order.number}`, { headers });
      expect(refusal(cancelled)).toEqual([404, 'ORDER_NOT_FOUND']);
    });

    test('that is somebody’s stays theirs', async () => {
      const first = await register(newAddress());
      const email = newAddress();
      await call('POST', `${shop.url}/api/cart/items`, {
        headers: first.headers,
        body: { sku: variant.sku, quantity: 1 },
      });
      const placed = await call('POST', `${shop.url}/api/orders`, {
        headers: { ...first.headers, ...newKey() },
        body: { ...CASH_ORDER, email },
      });
      expect(placed.status).toBe(201);
      const second = await register(email);
      await verify(email);
      expect(await numbers(second.headers)).toEqual([]);
      expect(await numbers(first.headers)).toEqual([placed.body.data.number]);
    });
  });

  describe.each(['/user', '/history'])('/api/orders%s/:userId', (path) => {
    test('is one’s own list, by any of one’s names', async () => {
      const email = newAddress();
      const order = await guestOrder(email);
      const { headers, documentId } = await register(email);
      await verify(email);
      const [row] = await shop.sql<{ id: number }>('SELECT id FROM up_users WHERE email = $1', [
        email,
      ]);
      for (const name of ['me', documentId, row?.id]) {
        const answer = await list(headers, `${path}/${name}?pageSize=1`);
        expect(answer.body).toMatchObject({
          data: [{ number: order.number }],
          meta: { pagination: { page: 1, pageSize: 1, pageCount: 1, total: 1 } },
        });
      }
    });

    test('is anybody’s for staff, and a manager’s as far as the own stores go', async () => {
      const email = newAddress();
      const order = await guestOrder(email);
      const { headers, documentId } = await register(email);
      await verify(email);
      await list(headers);
      const support = await member(shop, 'duka-support');
      expect(await numbers(support.session, `${path}/${documentId}`)).toEqual([order.number]);
      const inOffice = `${shop.url}/api/admin/customers/${documentId}/orders`;
      const seen = await call('GET', inOffice, { headers: support.session });
      expect(seen.body.data).toMatchObject([{ number: order.number }]);
      expect(refusal(await call('GET', inOffice, { headers }))).toEqual([403, 'FORBIDDEN']);
      const manager = await member(shop, 'duka-store-manager', [await makeStore(shop)]);
      expect(await numbers(manager.session, `${path}/${documentId}`)).toEqual([]);
      expect(refusal(await list(support.session, `${path}/nobody`))).toEqual([404, 'NOT_FOUND']);
      const { session } = await member(shop, 'strapi-author');
      expect(refusal(await list(session, `${path}/${documentId}`))).toEqual([403, 'FORBIDDEN']);
    });

    test('is sorted and cut into pages as it is asked for', async () => {
      const email = newAddress();
      const cheap = await guestOrder(email);
      const dear = await placeOrder(shop, [{ variant, store, quantity: 3 }], { email });
      const latest = await guestOrder(email);
      const { headers, documentId } = await register(email);
      await verify(email);
      const { session } = await member(shop, 'duka-support');
      const [first, second, third] = [cheap.number, dear.number, latest.number];
      const sorted = async (sort: string) => {
        const query = sort === '' ? '' : `?sort=${sort}`;
        const lists = await Promise.all([
          numbers(headers, query),
          numbers(headers, `${path}/me${query}`),
          numbers(session, `${path}/${documentId}${query}`),
        ]);
        expect(lists).toEqual([lists[0], lists[0], lists[0]]);
        return lists[0];
      };
      await list(headers);
      expect(await sorted('')).toEqual([third, second, first]);
      expect(await sorted('placedAt:asc')).toEqual([first, second, third]);
      expect(await sorted('total:desc')).toEqual([second, third, first]);
      expect(await sorted('total:asc')).toEqual([first, third, second]);
      const secondPage = '?pagination[page]=2&pagination[pageSize]=2';
      expect(await numbers(headers, secondPage)).toEqual([first]);
      expect(refusal(await list(headers, '?sort=email:asc'))).toEqual([400, 'VALIDATION_FAILED']);
    });

    test('is nobody else’s', async () => {
      const { documentId } = await register(newAddress());
      const { headers } = await register(newAddress());
      expect(refusal(await list(headers, `${path}/${documentId}`))).toEqual([404, 'NOT_FOUND']);
      expect(refusal(await list({}, `${path}/me`))).toEqual([401, 'UNAUTHENTICATED']);
      expect(refusal(await list(headers, `${path}/me?pageSize=101`))).toEqual([
        400,
        'VALIDATION_FAILED',
      ]);
    });
  });
});
