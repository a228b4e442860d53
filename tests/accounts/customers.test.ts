import { member, type Headers } from '../orders/orders';
import { connect, endClients } from '../realtime/client';
import {
  CASH_ORDER,
  makeStore,
  makeVariant,
  newKey,
  stock,
  type Variant,
} from '../support/catalogue';
import { bearer, call, refusal } from '../support/http';
import { createShop, WORKING, type TestShop } from '../support/shop';

const PASSWORD = 'kahawa-chungu-7';

interface Person {
  id: number;
  documentId: string;
  email: string;
  token: string;
  headers: Headers;
}

let shop: TestShop;
let variant: Variant;
let machine: Headers;
let support: Headers;
const api = (path: string) => `${shop.url}/api${path}`;

beforeAll(async () => {
  shop = await createShop({ env: WORKING });
  machine = bearer(await shop.apiToken());
  support = (await member(shop, 'duka-support')).session;
  const store = await makeStore(shop);
  variant = await makeVariant(shop, { price: 1_000 });
  await stock(shop, store, variant, 1_000);
});
afterEach(endClients);
afterAll(() => shop.stop());

let people = 0;

/** Somebody with an account, signed in. */
async function customer(more: object = {}): Promise<Person> {
  people += 1;
  const email = `customer-${people}@example.com`;
  const { status, body } = await call('POST', api('/auth/register'), {
    body: { email, password: PASSWORD, firstName: 'Amina', lastName: 'Otieno', ...more },
  });
  expect(status).toBe(201);
  const { user, token } = body.data as { user: { documentId: string }; token: string };
  const [row] = await shop.sql<{ id: number }>('SELECT id FROM up_users WHERE email = $1', [email]);
  return {
    id: row?.id ?? 0,
    documentId: user.documentId,
    email,
    token,
    headers: bearer(token),
  };
}

/** Lets a customer order, and gives the order. */
async function order(person: Person, quantity = 1): Promise<{ documentId: string; total: number }> {
  const headers = person.headers;
  await call('POST', api('/cart/items'), { headers, body: { sku: variant.sku, quantity } });
  const answer = await call('POST', api('/orders'), {
    headers: { ...headers, ...newKey() },
    body: CASH_ORDER,
  });
  expect(answer.status).toBe(201);
  return answer.body.data as { documentId: string; total: number };
}

async function move(documentId: string, ...statuses: string[]): Promise<void> {
  for (const status of statuses) {
    const moved = await call('PUT', api(`/orders/${documentId}/status`), {
      headers: machine,
      body: { status },
    });
    expect(moved.status).toBe(200);
  }
}

const list = (query: string, headers = support) =>
  call('GET', api(`/admin/customers?${query}`), { headers });

describe('the customers of a shop', () => {
  test('are listed with what they have bought and paid', async () => {
    const person = await customer({ firstName: 'Wanjiru', phone: '+254 711 000 042' });
    const paid = await order(person, 2);
    const last = await order(person);
    await move((await order(person)).documentId, 'cancelled');
    const cash = await call('POST', api(`/payments/${paid.documentId}/cash`), {
      headers: { ...machine, ...newKey() },
      body: { amount: paid.total },
    });
    expect(cash.status).toBe(201);

    const [placed] = await shop.sql<{ at: Date }>(
      'SELECT placed_at AS at FROM orders WHERE document_id = $1',
      [last.documentId],
    );
    const found = await list('q=wanjiru%20ot');
    expect(found.body.meta.pagination).toEqual({ page: 1, pageSize: 25, pageCount: 1, total: 1 });
    expect(found.body.data).toEqual([
      {
        id: person.id,
        documentId: person.documentId,
        email: person.email,
        firstName: 'Wanjiru',
        lastName: 'Otieno',
        phone: '+254711000042',
        confirmed: false,
        blocked: false,
        blockedReason: null,
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
        ordersCount: 2,
        totalSpent: [{ currency: 'USD', amount: paid.total }],
        lastOrderAt: placed?.at.toISOString(),
      },
    ]);
    for (const id of [person.documentId, person.id]) {
      const one = await call('GET', api(`/admin/customers/${id}`), { headers: machine });
      expect(one.body.data).toEqual(found.body.data[0]);
    }
  });

  test('are found by a part of their name, address or number, in any order and page', async () => {
    const lastName = 'Zz-Kamau';
    const persons = [await customer({ lastName, phone: '+254722123456' })];
    persons.push(await customer({ lastName }), await customer({ lastName }));
    const emails = async (query: string) => {
      const { status, body } = await list(query);
      expect(status).toBe(200);
      return (body.data as { email: string }[]).map(({ email }) => email);
    };
    const [first, second, third] = persons.map(({ email }) => email);
    expect(await emails('q=ZZ-kam&sort=createdAt:asc')).toEqual([first, second, third]);
    expect(await emails('q=Zz-Kamau')).toEqual([third, second, first]);
    expect(await emails('q=Zz-Kamau&sort=email:desc')).toEqual([third, second, first]);
    expect(await emails('q=Zz-Kamau&sort=createdAt:asc&page=2&pageSize=2')).toEqual([third]);
    expect(await emails('sort=lastName:desc&pageSize=3')).toEqual([third, second, first]);
    expect(await emails(`q=${encodeURIComponent('+254 722 123')}`)).toEqual([first]);
    expect(await emails(`q=${second?.toUpperCase()}`)).toEqual([second]);
    expect(await emails('q=%25')).toEqual([]);
    expect(refusal(await list('sort=password:asc'))).toEqual([400, 'VALIDATION_FAILED']);
  });

  test('are shown to who may see them alone', async () => {
    const person = await customer();
    const manager = (await member(shop, 'duka-store-manager')).session;
    const routes = [
      ['GET', '/admin/customers', undefined],
      ['GET', `/admin/customers/${person.documentId}`, undefined],
      ['PUT', `/admin/customers/${person.documentId}/status`, { status: 'blocked' }],
    ] as const;
    for (const [method, path, body] of routes) {
      const as = (headers: Headers) =>
        call(method, api(path), { headers, ...(body && { body }) }).then(({ status }) => status);
      expect([await as({}), await as(person.headers), await as(manager)]).toEqual([401, 403, 403]);
      expect(await as(support)).toBe(200);
    }
    const nobody = await call('GET', api('/admin/customers/nobody'), { headers: support });
    expect(refusal(nobody)).toEqual([404, 'NOT_FOUND']);
  });
});

describe('a customer who is blocked', () => {
  const setStatus = (person: Person, body: object) =>
    call('PUT', api(`/admin/customers/${person.documentId}/status`), { headers: support, body });
  const logIn = ({ email }: Person) =>
    call('POST', api('/auth/login'), { body: { email, password: PASSWORD } });
  const me = ({ headers }: Person) => call('GET', api('/auth/me'), { headers });

  test('is out at once, on sockets too, until the shop lets them in again', async () => {
    const person = await customer();
    const socket = await connect(shop.url, { token: person.token });
    const blocked = await setStatus(person, { status: 'blocked', reason: 'Stolen cards' });
    expect(blocked.body.data).toMatchObject({ blocked: true, blockedReason: 'Stolen cards' });
    expect((await me(person)).status).toBe(401);
    expect((await logIn(person)).status).toBe(401);
    await socket.hears('session.ended');
    expect((await list(`status=blocked&q=${person.email}`)).body.data).toHaveLength(1);
    expect((await list(`status=active&q=${person.email}`)).body.data).toHaveLength(0);

    const active = await setStatus(person, { status: 'active' });
    expect(active.body.data).toMatchObject({ blocked: false, blockedReason: null });
    expect((await me(person)).status).toBe(401);
    expect((await logIn(person)).status).toBe(200);
  });

  test('is not told why', async () => {
    const person = await customer();
    await setStatus(person, { status: 'blocked', reason: 'Stolen cards' });
    await setStatus(person, { status: 'active' });
    await shop.sql(`UPDATE up_users SET blocked_reason = 'Stolen cards' WHERE id = $1`, [
      person.id,
    ]);
    const headers = bearer((await logIn(person)).body.data.token as string);
    for (const path of ['/auth/me', '/users/me']) {
      const shown = await call('GET', api(path), { headers });
      expect(shown.status).toBe(200);
      expect(JSON.stringify(shown.body)).not.toContain('Stolen');
    }
  });

  test('must be named by a status that there is', async () => {
    const person = await customer();
    for (const body of [{ status: 'gone' }, {}, { status: 'blocked', reason: 7 }]) {
      expect(refusal(await setStatus(person, body))).toEqual([400, 'VALIDATION_FAILED']);
    }
    expect((await me(person)).status).toBe(200);
  });
});
