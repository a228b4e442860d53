import { isDeepStrictEqual } from 'node:util';
import {
  readSessionToken,
  signSessionToken,
} from '../../src/plugins/accounts/server/domain/session-token';
import { ADMINISTRATOR, apiTokenOf } from '../support/administrator';
import { ADDRESS, CASH_ORDER, newKey } from '../support/catalogue';
import { expectRightBooks } from '../support/doctor';
import { Endings } from '../support/endings';
import { bearer, call } from '../support/http';
import type { ServerProcess } from '../support/server-process';
import { createShop, type TestShop } from '../support/shop';
import { BackRoom } from './back-room';
import { brokenInvariants } from './invariants';
import { endOf, makeWorld, type World } from './world';

const endings = new Endings();
let shop: TestShop;
let backRoom: BackRoom;
let machine: Record<string, string>;

beforeAll(async () => {
  shop = await createShop();
  endings.add(() => shop.stop());
  backRoom = new BackRoom(shop.database.url);
  endings.add(() => backRoom.stop());
  endings.add(() => expectRightBooks(shop));
  machine = bearer(await shop.apiToken());
});

afterAll(() => endings.run());

interface Route {
  name: string;
  path(world: World): string;
  body(world: World): object;
  headers(world: World): Record<string, string>;
}

const asShopper = ({ carts: [cart] }: World) => ({ 'X-Cart-Token': cart.token });

/** The routes that change carts, orders and stock, each with a body in which every field is said. */
const ROUTES: Route[] = [
  {
    name: 'POST /cart/items',
    path: () => '/cart/items',
    body: ({ variant, store }) => ({ sku: variant.sku, quantity: 1, storeId: store.documentId }),
    headers: asShopper,
  },
  {
    name: 'PUT /cart/items/:itemId',
    path: ({ carts: [cart] }) => `/cart/items/${cart.itemId}`,
    body: () => ({ quantity: 3 }),
    headers: asShopper,
  },
  {
    name: 'PUT /cart/update',
    path: () => '/cart/update',
    body: ({ carts: [cart] }) => ({ itemId: cart.itemId, quantity: 3 }),
    headers: asShopper,
  },
  {
    name: 'PUT /cart',
    path: () => '/cart',
    body: ({ store }) => ({
      currency: 'USD',
      email: 'guest@example.com',
      deliveryType: 'delivery',
      storeId: store.documentId,
      latitude: -1.28,
      longitude: 36.82,
      shippingAddress: ADDRESS,
    }),
    headers: asShopper,
  },
  {
    name: 'POST /orders',
    path: () => '/orders',
    body: ({ store }) => ({
      ...CASH_ORDER,
      storeId: store.documentId,
      phone: '+254700000000',
      billingAddress: ADDRESS,
      notes: 'Ring twice',
      expectedTotal: 1,
    }),
    headers: asShopper,
  },
  {
    name: 'PUT /orders/:id/cancel',
    path: ({ order }) => `/orders/${order!.documentId}/cancel`,
    body: () => ({ note: 'Too late' }),
    headers: ({ order }) => ({ 'X-Order-Token': order!.accessToken }),
  },
  {
    name: 'PUT /orders/:id/status',
    path: ({ order }) => `/orders/${order!.documentId}/status`,
    body: () => ({ status: 'confirmed', note: 'Seen' }),
    headers: () => machine,
  },
  {
    name: 'PUT /stores/:id/stock',
    path: ({ store }) => `/stores/${store.documentId}/stock`,
    body: ({ variant: { sku } }) => [{ sku, onHand: 9, reason: 'counted' }],
    headers: () => machine,
  },
];

/** What the tests read of a refusal. */
interface Refused {
  details: { code?: string; errors?: { path: string[] }[] };
}

/** Sends a body as it is written, for JSON.stringify cannot write 1e400. */
async function send(route: Route, world: World, body: string) {
  const response = await fetch(`${shop.url}/api${route.path(world)}`, {
    method: route.name.split(' ')[0]!,
    headers: { 'Content-Type': 'application/json', ...newKey(), ...route.headers(world) },
    body,
  });
  const { error } = (await response.json()) as { error?: Refused };
  return { status: response.status, code: error?.details.code, error };
}

/** F-49 and F-58: what stands where a number, a text or an object should. */
const WRONG = [
  '-1',
  '0.5',
  '"2"',
  '1000000001',
  '2147483648',
  '9007199254740993',
  '1e400',
  'null',
  '[]',
  '{}',
  'true',
  '"١"',
  '" 3 "',
  '""',
  '"a\\u0000b"',
  '"\\ud800"',
  '"a@b.example\\nBcc: c@d.example"',
  `"${'x'.repeat(10_000)}"`,
  '{"$ne": null}',
];

/** Whether a field that holds `right` may take `wrong` too: it is of the same kind, or takes a text away. */
function mayStand(wrong: unknown, right: unknown): boolean {
  if (wrong === null) return typeof right === 'string';
  if (typeof wrong === 'number' && Number.isInteger(right)) return Number.isSafeInteger(wrong);
  return typeof wrong === typeof right;
}

/** Every place in a body, down to its leaves. */
function placesOf(body: unknown, path: string[] = []): string[][] {
  if (typeof body !== 'object' || body === null) return [path];
  return Object.entries(body).flatMap(([key, value]) => placesOf(value, [...path, key]));
}

/** What stands in a place of a body. */
function valueAt(body: unknown, place: string[]): unknown {
  return place.reduce((part, key) => (part as Record<string, unknown>)[key], body);
}

/** The JSON of a body with something else in one place. */
function withInstead(body: unknown, [key, ...rest]: string[], wrong: string): string {
  if (key === undefined) return wrong;
  const parts = Object.entries(body as object).map(([name, value]) => {
    const text = name === key ? withInstead(value, rest, wrong) : JSON.stringify(value);
    return Array.isArray(body) ? text : `${JSON.stringify(name)}:${text}`;
  });
  return Array.isArray(body) ? `[${parts.join()}]` : `{${parts.join()}}`;
}

describe('F-49, F-58: a wrong value in any field', () => {
  test.each(ROUTES)('of $name is a clear 4xx and changes nothing', async (route) => {
    let world = await makeWorld(shop, { free: 5 });
    let before = await endOf(shop, world);
    for (const place of placesOf(route.body(world))) {
      for (const wrong of WRONG) {
        const sent = withInstead(route.body(world), place, wrong);
        const { status, code, error } = await send(route, world, sent);
        const what = `${place.join()}: ${wrong.slice(0, 40)}`;
        const end = await endOf(shop, world);
        if (status < 300) {
          // It was right for that field. The next one finds a world as it was.
          const right = valueAt(route.body(world), place);
          expect({ what, taken: mayStand(JSON.parse(wrong), right) }).toEqual({
            what,
            taken: true,
          });
          if (!isDeepStrictEqual(end, before)) world = await makeWorld(shop, { free: 5 });
          before = await endOf(shop, world);
          continue;
        }
        const clear = status >= 400 && status < 500 && code !== undefined;
        const paths = (error?.details.errors ?? []).map(({ path }) => path.join());
        const named = status !== 400 || paths.some((path) => place.join().startsWith(path));
        expect({ what, status, code, clear, named }).toMatchObject({
          what,
          clear: true,
          named: true,
        });
        expect({ what, end }).toEqual({ what, end: before });
      }
    }
  });
});

describe('F-50: what the shop alone decides', () => {
  const FORBIDDEN = {
    price: 1,
    unitPrice: 1,
    total: 1,
    discount: 100,
    userId: 1,
    customer: { connect: [1] },
    paymentStatus: 'paid',
    paid: true,
    documentId: 'x',
    id: 1,
    reserved: 0,
    publishedAt: null,
  };

  test.each(ROUTES)('is not taken by $name', async (route) => {
    const world = await makeWorld(shop, { free: 5 });
    const before = await endOf(shop, world);
    for (const [field, value] of Object.entries(FORBIDDEN)) {
      const right = route.body(world);
      const body = Array.isArray(right)
        ? [{ ...right[0], [field]: value }]
        : { ...right, [field]: value };
      const { status, code } = await send(route, world, JSON.stringify(body));
      expect([field, status, code]).toEqual([field, 400, 'VALIDATION_FAILED']);
    }
    expect(await endOf(shop, world)).toEqual(before);
  });
});

const order = (world: World, more: object = {}) =>
  call('POST', `${shop.url}/api/orders`, {
    headers: { ...newKey(), ...asShopper(world) },
    body: { ...CASH_ORDER, ...more },
  });

test('F-51: an order is charged at the price of its moment', async () => {
  const world = await makeWorld(shop);
  await shop.sql('UPDATE variants SET price = 700 WHERE id = $1', [world.variant.id]);
  const seen = await call('GET', `${shop.url}/api/cart`, { headers: asShopper(world) });
  const { total } = seen.body.data.totals;
  const unseen = await order(world, { expectedTotal: total + 1 });
  expect([unseen.status, unseen.body.error.details.code]).toEqual([409, 'PRICE_CHANGED']);
  const placed = await order(world, { expectedTotal: total });
  expect(placed.body.data).toMatchObject({ total, items: [{ unitPrice: 700, total: 1400 }] });
});

describe('F-52: goods in a cart that are no longer sold', () => {
  test.each([
    [
      'an unpublished product',
      'DELETE FROM products WHERE published_at IS NOT NULL AND document_id = $1',
    ],
    ['a variant that was switched off', 'UPDATE variants SET active = false WHERE sku = $2'],
    ['a store that was closed', 'UPDATE stores SET active = false WHERE document_id = $3'],
  ])('%s: the order is refused, the cart is shown and the line goes', async (_, change) => {
    const world = await makeWorld(shop);
    const { variant, store, carts } = world;
    const params = [variant.productId, variant.sku, store.documentId];
    await shop.sql(`WITH params AS (SELECT $1::text, $2::text, $3::text) ${change}`, params);
    const refused = await order(world);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.status).toBeLessThan(500);
    expect(refused.body.error.details.code).toEqual(expect.any(String));
    const cart = await call('GET', `${shop.url}/api/cart`, { headers: asShopper(world) });
    expect([cart.status, cart.body.data.items.length]).toEqual([200, 1]);
    const removed = await call('DELETE', `${shop.url}/api/cart/items/${carts[0].itemId}`, {
      headers: { ...newKey(), ...asShopper(world) },
    });
    expect([removed.status, removed.body.data.items]).toEqual([200, []]);
    expect(await brokenInvariants(shop)).toEqual([]);
  });
});

describe('F-57: servers whose clocks are an hour wrong', () => {
  let early: ServerProcess;
  let late: ServerProcess;
  beforeAll(async () => {
    early = await shop.secondServer({ DUKA_TEST_CLOCK_MINUTES: '-60' });
    late = await shop.secondServer({ DUKA_TEST_CLOCK_MINUTES: '60' });
  });
  const ways = () => [
    [early, late],
    [late, early],
  ];

  test('hold and sell by the clock of the database', async () => {
    for (const [first, then] of ways()) {
      const { variant } = await makeWorld(shop, { free: 2 });
      const added = await call('POST', `${first!.url}/api/cart/items`, {
        headers: newKey(),
        body: { sku: variant.sku, quantity: 2 },
      });
      const { token, items } = added.body.data;
      const left = Date.parse(items[0].reservedUntil) - Date.now();
      expect(left).toBeGreaterThan(14 * 60_000);
      expect(left).toBeLessThan(16 * 60_000);
      const headers = { 'X-Cart-Token': token as string };
      const seen = await call('GET', `${then!.url}/api/cart`, { headers });
      expect(seen.body.data.items).toMatchObject([
        { quantity: 2, reservedUntil: expect.any(String) },
      ]);

      const message = { headers: { ...headers, ...newKey() }, body: CASH_ORDER };
      const placed = await call('POST', `${then!.url}/api/orders`, message);
      expect(placed.status).toBe(201);
      expect(Math.abs(Date.parse(placed.body.data.placedAt) - Date.now())).toBeLessThan(60_000);
      const again = await call('POST', `${first!.url}/api/orders`, message);
      expect(again.body).toEqual(placed.body);
    }
    expect(await brokenInvariants(shop)).toEqual([]);
  });

  /** The routes that a customer's token opens: ours, Strapi's own and those of users-permissions. */
  const OF_CUSTOMERS = ['/auth/profile', '/products', '/users/me'];

  async function answersTo(server: { url: string }, paths: string[], token: string) {
    const headers = bearer(token);
    const answers = paths.map((path) => call('GET', `${server.url}/api${path}`, { headers }));
    return (await Promise.all(answers)).map(({ status }) => status);
  }

  async function newCustomer(server: { url: string }) {
    const body = {
      email: `clocks-${newKey()['Idempotency-Key']}@example.com`,
      password: 'a-good-long-one-7',
      firstName: 'Amina',
      lastName: 'Odhiambo',
    };
    const made = await call('POST', `${server.url}/api/auth/register`, { headers: newKey(), body });
    expect(made.status).toBe(201);
    return made.body.data as { token: string; refreshToken: string };
  }

  test('take each other’s sessions of customers, on every route, and carry them on', async () => {
    for (const [first, then] of ways()) {
      const { token, refreshToken } = await newCustomer(first!);
      for (const server of [first!, then!]) {
        expect(await answersTo(server, OF_CUSTOMERS, token)).toEqual([200, 200, 200]);
      }
      const body = { refreshToken };
      const refreshed = await call('POST', `${then!.url}/api/auth/refresh`, { body });
      expect(refreshed.status).toBe(200);
      const next = refreshed.body.data.token as string;
      expect(await answersTo(first!, OF_CUSTOMERS, next)).toEqual([200, 200, 200]);
    }
  });

  test('take an access token for no longer than it lives by the clock of the database', async () => {
    for (const [first, then] of ways()) {
      const { token } = await newCustomer(first!);
      const claims = readSessionToken(token, 'of-the-tests-jwt-secret')!;
      const now = Math.floor(Date.now() / 1_000);
      expect(claims.exp - now).toBeGreaterThan(0);
      expect(claims.exp - now).toBeLessThanOrEqual(claims.exp - claims.iat + 1);
      const ended = { ...claims, iat: now - 1_900, exp: now - 60 };
      const endedToken = signSessionToken(ended, 'of-the-tests-jwt-secret');
      expect(await answersTo(first!, OF_CUSTOMERS, endedToken)).toEqual([401, 401, 401]);
      expect(await answersTo(then!, OF_CUSTOMERS, endedToken)).toEqual([401, 401, 401]);
    }
  });

  test('take each other’s sessions of the admin panel, for no longer than they live', async () => {
    for (const [first, then] of ways()) {
      const login = await call('POST', `${first!.url}/admin/login`, { body: ADMINISTRATOR });
      const token = login.body.data.token as string;
      const cookie = login.headers.getSetCookie().map((one) => one.split(';')[0]);
      for (const { url } of [first!, then!]) {
        const headers = bearer(token);
        expect((await call('GET', `${url}/admin/users/me`, { headers })).status).toBe(200);
        expect((await call('GET', `${url}/api/admin/orders`, { headers })).status).toBe(200);
        expect((await call('GET', `${url}/api/tax-rates`, { headers })).status).toBe(200);
      }
      const renewed = await call('POST', `${then!.url}/admin/access-token`, {
        headers: { Cookie: cookie.join('; ') },
      });
      expect(renewed.status).toBe(200);
      const now = Math.floor(Date.now() / 1_000);
      const claims = readSessionToken(token, 'of-the-tests-admin-jwt-secret')!;
      const ended = signSessionToken({ ...claims, exp: now - 60 }, 'of-the-tests-admin-jwt-secret');
      for (const { url } of [first!, then!]) {
        const headers = bearer(ended);
        expect((await call('GET', `${url}/admin/users/me`, { headers })).status).toBe(401);
        expect((await call('GET', `${url}/api/admin/orders`, { headers })).status).toBe(401);
      }
    }
  });

  test('take an API token until it expires by the clock of the database', async () => {
    const accessKey = await apiTokenOf(shop.url, await shop.adminToken());
    const expires = (when: string) =>
      shop.sql(
        `UPDATE strapi_api_tokens SET expires_at = now() + $1::interval
          WHERE id = (SELECT max(id) FROM strapi_api_tokens)`,
        [when],
      );
    const paths = ['/tax-rates', '/admin/orders'];
    await expires('10 minutes');
    for (const server of [early, late]) {
      expect(await answersTo(server, paths, accessKey)).toEqual([200, 200]);
    }
    await expires('-10 minutes');
    for (const server of [early, late]) {
      expect(await answersTo(server, paths, accessKey)).toEqual([401, 401]);
    }
  });
});

describe('F-60: a stock file that is not as it must be', () => {
  test.each([
    ['nothing at all', ''],
    ['a line of headings alone', 'sku,store,onHand\n'],
    ['a delimiter of nobody', 'sku~store~onHand\nSKU~STORE~9\n'],
    ['a row that is too short', 'sku,store,onHand\nSKU\n'],
    ['a row that is too long', 'sku,store,onHand\nSKU,STORE,9,8,7\n'],
    ['a quote that never ends', 'sku,store,onHand\n"SKU,STORE,9\n'],
    ['a comma for a point', 'sku,store,onHand\nSKU,STORE,"1,5"\n'],
    ['a formula', 'sku,store,onHand\nSKU,STORE,=1+8\n'],
    ['another script’s digit', 'sku,store,onHand\nSKU,STORE,٩\n'],
    ['a number beyond all bounds', 'sku,store,onHand\nSKU,STORE,99999999999999999999\n'],
    ['NUL', 'sku,store,onHand\nSKU\u0000,STORE,9\n'],
  ])('%s changes nothing', async (_, text) => {
    const world = await makeWorld(shop);
    const before = await endOf(shop, world);
    const { variant, store } = world;
    const file = text.replaceAll('SKU', variant.sku).replaceAll('STORE', store.documentId);
    expect(await backRoom.importStock(file)).toMatch(/^(imported|refused|failed: UnreadableFile)/);
    expect(await endOf(shop, world)).toEqual(before);
  });

  test('a row that comes twice is taken once, with BOM and CRLF', async () => {
    const world = await makeWorld(shop);
    const row = `${world.variant.sku},${world.store.documentId}`;
    const file = `\uFEFFsku,store,onHand\r\n${row},9\r\n${row},8\r\n`;
    expect(await backRoom.importStock(file)).toBe('refused');
    expect(await endOf(shop, world)).toMatchObject({ stock: ['5 of 9'] });
    expect(await brokenInvariants(shop)).toEqual([]);
  });
});
