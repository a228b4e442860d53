import { makeStore, makeVariant, stock, type Store } from '../support/catalogue';
import { bearer, call } from '../support/http';
import { hasRedis, TestRedis } from '../support/redis';
import type { ServerProcess } from '../support/server-process';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';
import { member, placeOrder, type Headers, type Placed } from '../orders/orders';
import { connect, endClients, refusalOf, type Listener } from './client';

/**
 * Rights that are taken away while somebody is connected: at the server that takes them and at another,
 * however the two reach each other.
 */
const ways = ['PostgreSQL', ...(hasRedis() ? ['Redis'] : [])];

describe.each(ways)('between processes by %s', (way) => {
  let redis: TestRedis | undefined;
  let shop: TestShop;
  let other: ServerProcess;
  let store: Store;

  beforeAll(async () => {
    redis = way === 'Redis' ? await TestRedis.start() : undefined;
    const env = redis === undefined ? WORKING : { ...WORKING, REDIS_URL: redis.url };
    shop = await createShop({ env });
    other = await shop.secondServer();
    store = await makeStore(shop);
  });
  afterAll(async () => {
    await shop.stop();
    await redis?.kill();
  });
  afterEach(endClients);

  const everywhere = () => [shop.url, other.url];
  const connectEverywhere = (auth: object) =>
    Promise.all(everywhere().map((url) => connect(url, auth)));
  const tokenOf = ({ Authorization }: Headers) => Authorization?.split(' ')[1] ?? '';
  const asAdministrator = async () => bearer(await shop.adminToken());

  async function order(): Promise<Placed> {
    const variant = await makeVariant(shop);
    await stock(shop, store, variant, 5);
    return placeOrder(shop, [{ variant, store }]);
  }

  async function register() {
    const email = `customer-${Math.random()}@example.com`;
    const { body } = await call('POST', `${shop.url}/api/auth/register`, {
      body: { email, password: 'kahawa-chungu-7', firstName: 'A', lastName: 'O' },
    });
    return body.data as { token: string; user: { documentId: string } };
  }

  /** Who was told that it is over, is disconnected and does not come in again. */
  async function areOut(listeners: readonly Listener[], token: string): Promise<void> {
    for (const { hears, socket } of listeners) {
      expect(await hears('session.ended')).toEqual({ reason: 'signed_out' });
      await until(() => !socket.connected, 'the end');
    }
    for (const url of everywhere()) {
      expect((await refusalOf(url, { token })).data.code).toBe('INVALID_TOKEN');
    }
  }

  /** Places orders until one is told to the administrator, and to nobody of these. */
  async function hearNoMore(listeners: readonly Listener[]): Promise<void> {
    const office = await connectEverywhere({ adminToken: await shop.adminToken() });
    await until(async () => {
      const { documentId } = await order();
      const isIt = (payload: { documentId: string }) => payload.documentId === documentId;
      await Promise.all(office.map(({ hears }) => hears('order.placed', isIt)));
      return listeners.every(({ heard }) => !heard.some(({ payload }) => isIt(payload)));
    }, 'an order that is not told');
    const { documentId } = await order();
    const isIt = (payload: { documentId: string }) => payload.documentId === documentId;
    await Promise.all(office.map(({ hears }) => hears('order.placed', isIt)));
    for (const { heard, socket } of listeners) {
      expect(heard.filter(({ payload }) => isIt(payload))).toEqual([]);
      expect(socket.connected).toBe(true);
    }
  }

  async function hearOfOrders(adminToken: string): Promise<Listener[]> {
    const listeners = await connectEverywhere({ adminToken });
    const { documentId } = await order();
    for (const { hears } of listeners) {
      await hears('order.placed', (payload) => payload.documentId === documentId);
    }
    return listeners;
  }

  test('who is blocked in the panel is out', async () => {
    const { token, user } = await register();
    const customer = await connectEverywhere({ token });
    const type = 'content-manager/collection-types/plugin::users-permissions.user';
    const answer = await call('PUT', `${other.url}/${type}/${user.documentId}`, {
      headers: await asAdministrator(),
      body: { blocked: true },
    });
    expect(answer.status).toBe(200);
    await areOut(customer, token);
  });

  test('who signs out is out in every window', async () => {
    const { token } = await register();
    const customer = await connectEverywhere({ token });
    await call('POST', `${other.url}/api/auth/logout`, { headers: bearer(token) });
    await areOut(customer, token);
  });

  test('staff who get another role hear of orders no more', async () => {
    const { id, session } = await member(shop, 'duka-store-manager', [store]);
    const manager = await hearOfOrders(tokenOf(session));
    const headers = await asAdministrator();
    const roles = await call('GET', `${shop.url}/admin/roles`, { headers });
    const [author] = (roles.body.data as { id: number; code: string }[]).filter(
      ({ code }) => code === 'strapi-author',
    );
    const answer = await call('PUT', `${other.url}/admin/users/${id}`, {
      headers,
      body: { roles: [author?.id] },
    });
    expect(answer.status).toBe(200);
    await hearNoMore(manager);
  });

  test('staff whose role may see orders no more do not hear of them', async () => {
    const { session } = await member(shop, 'duka-support');
    const support = await hearOfOrders(tokenOf(session));
    const headers = await asAdministrator();
    const roles = await call('GET', `${shop.url}/admin/roles`, { headers });
    const role = (roles.body.data as { id: number; code: string }[]).find(
      ({ code }) => code === 'duka-support',
    );
    const answer = await call('PUT', `${other.url}/admin/roles/${role?.id}/permissions`, {
      headers,
      body: { permissions: [] },
    });
    expect(answer.status).toBe(200);
    await hearNoMore(support);
  });

  test('the token of an order that was cancelled is good for that order, and no other', async () => {
    const [mine, yours] = [await order(), await order()];
    const buyer = await connectEverywhere({ orderToken: mine.accessToken });
    for (const { number, accessToken } of [mine, yours]) {
      const cancelled = await call('PUT', `${other.url}/api/orders/${number}/cancel`, {
        headers: { 'X-Order-Token': accessToken },
      });
      expect(cancelled.status).toBe(200);
    }
    // Its money may still come back, so its buyer goes on hearing of it.
    const again = await connectEverywhere({ orderToken: mine.accessToken });
    for (const { hears, heard, socket } of buyer) {
      await hears('order.updated', ({ status }) => status === 'cancelled');
      expect(new Set(heard.map(({ payload }) => payload.documentId))).toEqual(
        new Set([mine.documentId]),
      );
      expect(socket.connected).toBe(true);
    }
    expect(again.every(({ socket }) => socket.connected)).toBe(true);
    const forged = mine.accessToken.replace(/^[^.]+/, yours.accessToken.split('.')[0] ?? '');
    expect((await refusalOf(shop.url, { orderToken: forged })).data.code).toBe('INVALID_TOKEN');
  });
});
