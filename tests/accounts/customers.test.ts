import { isDeepStrictEqual } from 'node:util';
import { faultsInBooks } from '../support/books';
import { member, type Headers } from '../orders/orders';
import { connect, endClients } from '../realtime/client';
import {
  ADDRESS,
  CASH_ORDER,
  makeStore,
  makeVariant,
  newKey,
  stock,
  stockOf,
  type Store,
  type Variant,
} from '../support/catalogue';
import { bearer, call, refusal } from '../support/http';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';

const PASSWORD = 'kahawa-chungu-7';

interface Person {
  id: number;
  documentId: string;
  email: string;
  token: string;
  headers: Headers;
}

let shop: TestShop;
let store: Store;
let variant: Variant;
let machine: Headers;
let support: Headers;
const api = (path: string) => `${shop.url}/api${path}`;

beforeAll(async () => {
  shop = await createShop({ env: WORKING });
  machine = bearer(await shop.apiToken());
  support = (await member(shop, 'duka-support')).session;
  store = await makeStore(shop);
  variant = await makeVariant(shop, { price: 1_000 });
  await stock(shop, store, variant, 1_000);
});
afterEach(async () => {
  endClients();
  expect(await faultsInBooks(shop)).toEqual([]);
});
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

async function putIntoCart({ headers }: Person, { sku }: Variant, quantity = 1): Promise<void> {
  const added = await call('POST', api('/cart/items'), { headers, body: { sku, quantity } });
  expect(added.status).toBe(201);
}

/** Lets a customer order, and gives the order. */
async function order(
  person: Person,
  quantity = 1,
  more: object = {},
): Promise<{ documentId: string; number: string; total: number }> {
  const headers = person.headers;
  await putIntoCart(person, variant, quantity);
  const answer = await call('POST', api('/orders'), {
    headers: { ...headers, ...newKey() },
    body: { ...CASH_ORDER, email: person.email, ...more },
  });
  expect(answer.status).toBe(201);
  return answer.body.data as { documentId: string; number: string; total: number };
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

const ARRIVED = ['confirmed', 'preparing', 'shipped', 'delivered'];

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

describe('a customer who deletes the account', () => {
  const leave = ({ headers }: Person, body?: object) =>
    call('DELETE', api('/auth/account'), { headers, ...(body && { body }) });
  const me = ({ headers }: Person) => call('GET', api('/auth/me'), { headers });

  /** The columns of all tables in which a text stands anywhere. */
  async function placesOf(text: string): Promise<string[]> {
    const tables = await shop.sql<{ name: string }>(
      `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const fields = tables.map(
      ({ name }) =>
        `SELECT DISTINCT '${name}.' || field.key AS place
           FROM ${name} one, jsonb_each_text(to_jsonb(one)) AS field
          WHERE one::text ILIKE $1 AND field.value ILIKE $1`,
    );
    const found = await shop.sql<{ place: string }>(`${fields.join(' UNION ALL ')} ORDER BY 1`, [
      `%${text}%`,
    ]);
    return found.map(({ place }) => place.replace(/^public\./, ''));
  }

  /** Gives an order a payment that is authorized, as its money is under way then. */
  const authorize = (documentId: string) =>
    shop.sql(
      `INSERT INTO payments (document_id, order_id, method, state, currency, created_at, updated_at)
       SELECT 'pay' || id, id, 'stripe', 'authorized', 'USD', now(), now()
         FROM orders WHERE document_id = $1`,
      [documentId],
    );
  const dropPayments = () => shop.sql(`DELETE FROM payments WHERE state = 'authorized'`);

  test('needs no password, and one that is sent must be right', async () => {
    const [first, second] = [await customer(), await customer()];
    expect((await call('DELETE', api('/auth/account'))).status).toBe(401);
    expect(refusal(await leave(first, { password: 'wrong-password' }))).toEqual([
      401,
      'INVALID_CREDENTIALS',
    ]);
    expect(refusal(await leave(first, { passwort: PASSWORD }))).toEqual([400, 'VALIDATION_FAILED']);
    expect((await me(first)).status).toBe(200);
    expect((await leave(first, { password: PASSWORD })).status).toBe(200);
    expect((await leave(second)).status).toBe(200);
    expect([(await me(first)).status, (await me(second)).status]).toEqual([401, 401]);
  });

  test('has what was ordered sent all the same', async () => {
    const person = await customer();
    const shippingAddress = { ...ADDRESS, phone: '+254733000778' };
    const { documentId } = await order(person, 2, { phone: '+254733000778', shippingAddress });
    const before = await stockOf(shop, store, variant);
    expect((await leave(person)).status).toBe(200);
    expect(await placesOf('+254733000778')).toEqual(['idempotency_keys.body']);
    const shown = () => call('GET', api(`/orders/${documentId}`), { headers: machine });
    const { phone: _, ...whereTo } = ADDRESS;
    expect((await shown()).body.data).toMatchObject({
      status: 'pending',
      email: 'deleted@deleted.invalid',
      phone: null,
      shippingAddress: whereTo,
    });
    await move(documentId, ...ARRIVED);
    const after = await stockOf(shop, store, variant);
    expect(after?.on_hand).toBe((before?.on_hand ?? 0) - 2);
    expect((await shown()).body.data.status).toBe('delivered');
  });

  test('stays while money is under way', async () => {
    const person = await customer();
    const { documentId, number } = await order(person);
    await move(documentId, ...ARRIVED);
    await authorize(documentId);
    const early = await leave(person);
    expect(refusal(early)).toEqual([409, 'ORDERS_UNDER_WAY']);
    expect(early.body.error.details.orders).toEqual([{ number, status: 'delivered' }]);
    expect((await me(person)).status).toBe(200);
    await dropPayments();

    const owe = (amount: number) =>
      shop.sql('UPDATE orders SET amount_paid = $2 WHERE document_id = $1', [documentId, amount]);
    await owe(1_000_000);
    const owed = await leave(person);
    await owe(0);
    expect(refusal(owed)).toEqual([409, 'ORDERS_UNDER_WAY']);
    expect((await leave(person)).status).toBe(200);
  });

  test('stays while money of what was ordered as a guest is under way', async () => {
    const person = await customer();
    const { documentId, number } = await order(person);
    await shop.sql('UPDATE orders SET customer_id = NULL WHERE document_id = $1', [documentId]);
    await shop.sql('UPDATE up_users SET confirmed = true WHERE id = $1', [person.id]);
    await authorize(documentId);
    const early = await leave(person);
    expect(early.body.error?.details.orders).toEqual([{ number, status: 'pending' }]);
    await dropPayments();
    expect((await leave(person)).status).toBe(200);
    expect(await placesOf(person.email)).toEqual(['idempotency_keys.body']);
  });

  test('leaves no address in a mail that is being written meanwhile', async () => {
    const person = await customer();
    const { documentId } = await order(person);
    await move(documentId, ...ARRIVED.slice(0, -1));
    const told = () =>
      shop.sql<{ recipient: string }>(
        `SELECT recipient FROM notification_messages WHERE parameters ->> 'orderId' = $1`,
        [documentId],
      );
    await until(async () => (await told()).length === 2, 'the mails of an order on its way');
    const stop = await shop.steps.stopBefore('notifications.insert_messages');
    await move(documentId, 'delivered');
    await stop.standing;
    const left = leave(person);
    const isWaiting = async () =>
      (
        await shop.sql(
          `SELECT FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )
      ).length > 0;
    await Promise.race([left, until(isWaiting, 'who leaves to wait for the mail')]);
    await stop.go();
    expect((await left).status).toBe(200);
    expect((await told()).map(({ recipient }) => recipient)).toEqual(Array(3).fill('deleted'));
  });

  test('leaves nothing behind but what the books need', async () => {
    const phone = '+254733000777';
    const lastName = 'Wambui-Leaving';
    const person = await customer({ lastName, phone });
    const { email, headers } = person;
    await shop.sql('UPDATE up_users SET confirmed = true WHERE id = $1', [person.id]);
    const made = await call('POST', api('/admin/coupons'), {
      headers: machine,
      body: { code: 'LEAVING', type: 'percentage', percentage: 1000 },
    });
    expect(made.status).toBe(201);
    const asked = [
      ['POST', '/users/me/addresses', { ...ADDRESS, lastName, phone }],
      ['POST', '/notifications/back-in-stock', { sku: variant.sku, email }],
      ['PUT', '/notifications/preferences', { priceDrop: false }],
      ['POST', `/products/${variant.productId}/reviews`, { rating: 4 }],
      ['POST', '/auth/login', { email, password: 'wrong-password' }],
    ] as const;
    for (const [method, path, body] of asked) {
      expect((await call(method, api(path), { headers, body })).status).not.toBe(400);
    }
    await putIntoCart(person, variant);
    const coupon = { headers, body: { code: 'LEAVING' } };
    expect((await call('POST', api('/cart/coupon'), coupon)).status).toBe(200);
    const shippingAddress = { ...ADDRESS, lastName, phone };
    const more = {
      phone,
      shippingAddress,
      billingAddress: shippingAddress,
      notes: `Call ${phone}`,
    };
    const kept = await order(person, 1, more);
    await move(kept.documentId, ...ARRIVED);
    const given = await order(person, 1, more);
    const cancelled = { headers, body: { reason: `Write to ${email}` } };
    await call('PUT', api(`/orders/${given.documentId}/cancel`), cancelled);
    await putIntoCart(person, variant, 5);
    const before = await stockOf(shop, store, variant);
    const mails = () =>
      shop.sql(
        `SELECT kind, state, recipient FROM notification_messages
          WHERE parameters ->> 'orderId' = $1 AND kind LIKE 'order%' AND channel = 'email'
          ORDER BY kind`,
        [kept.documentId],
      );
    const sent = (recipient: string) =>
      ['orderDelivered', 'orderPlaced', 'orderShipped'].map((kind) => ({
        kind,
        state: 'sent',
        recipient,
      }));
    const wanted = sent(email);
    await until(async () => isDeepStrictEqual(await mails(), wanted), 'the mails about the order');
    const socket = await connect(shop.url, { token: person.token });

    expect((await leave(person)).body).toEqual({ data: { deleted: true }, meta: {} });
    await socket.hears('session.ended');
    expect((await me(person)).status).toBe(401);
    const logIn = { body: { email, password: PASSWORD } };
    expect((await call('POST', api('/auth/login'), logIn)).status).toBe(401);
    expect((await stockOf(shop, store, variant))?.reserved).toBe((before?.reserved ?? 0) - 5);
    expect(await mails()).toEqual(sent('deleted'));

    // Answers are kept for a day, so that a call may be repeated.
    expect(await placesOf(email)).toEqual(['idempotency_keys.body']);
    expect(await placesOf(phone)).toEqual(['idempotency_keys.body']);
    expect(await placesOf(lastName)).toEqual([
      'idempotency_keys.body',
      'orders.billing_address',
      'orders.shipping_address',
    ]);
    expect((await list(`q=${lastName}`)).body.data).toEqual([]);
    const shown = await call('GET', api(`/orders/${kept.number}`), { headers: machine });
    expect(shown.body.data).toMatchObject({
      number: kept.number,
      total: kept.total,
      items: [{ sku: variant.sku, quantity: 2 }],
      email: 'deleted@deleted.invalid',
      phone: null,
      notes: null,
      billingAddress: { lastName, line1: ADDRESS.line1 },
    });
    const reviews = await shop.sql('SELECT rating, customer_id FROM reviews');
    expect(reviews).toEqual([{ rating: 4, customer_id: null }]);
    const events = await shop.sql('SELECT event FROM outbox WHERE subject = $1 ORDER BY id', [
      person.documentId,
    ]);
    expect(events.at(-1)).toEqual({ event: 'customer.deleted' });

    const again = await call('POST', api('/auth/register'), {
      body: { email, password: PASSWORD, firstName: 'New', lastName: 'Person' },
    });
    expect(again.status).toBe(201);
    const anew = bearer(again.body.data.token as string);
    expect((await call('GET', api('/orders'), { headers: anew })).body.data).toEqual([]);
    expect((await call('GET', api('/cart'), { headers: anew })).body.data.items).toEqual([]);
  });

  test('takes nothing from the owner of an address that was never verified', async () => {
    const person = await customer();
    await call('POST', api('/notifications/back-in-stock'), {
      body: { sku: variant.sku, email: person.email },
    });
    expect((await leave(person)).status).toBe(200);
    expect(await placesOf(person.email)).toContain('notification_stock_subscriptions.email');
  });

  test('either orders first or leaves first, wherever the two meet', async () => {
    const place = ({ email, headers }: Person) =>
      call('POST', api('/orders'), {
        headers: { ...headers, ...newKey() },
        body: { ...CASH_ORDER, email },
      });
    const shopper = async () => {
      const person = await customer();
      await putIntoCart(person, variant);
      return person;
    };
    /** Whether somebody waits for a transaction that stands still. */
    const isWaitedFor = async () =>
      (
        await shop.sql(
          `SELECT FROM pg_stat_activity waiting, unnest(pg_blocking_pids(waiting.pid)) AS blocker
             JOIN pg_stat_activity standing ON standing.pid = blocker
            WHERE waiting.datname = current_database() AND standing.state = 'idle in transaction'`,
        )
      ).length > 0;
    const ends = new Set<string>();
    // By their names, for what the shop does in the background makes steps, too.
    for (const point of [
      'kernel.begin_idempotent',
      'orders.insert',
      'kernel.store_answer:commit',
    ]) {
      const person = await shopper();
      const stop = await shop.steps.stopBefore(point);
      const placing = place(person);
      await stop.standing;
      let left = false;
      const leaving = leave(person).finally(() => (left = true));
      await until(async () => left || (await isWaitedFor()), 'the end of leaving, or its wait');
      await stop.go();
      const [placed, gone] = await Promise.all([placing, leaving]);
      ends.add(placed.status === 201 ? 'ordered' : 'left');
      expect([201, 401, 409]).toContain(placed.status);
      expect(gone.status).toBe(200);
      const named = await shop.sql('SELECT FROM orders WHERE email = $1 OR customer_id = $2', [
        person.email,
        person.id,
      ]);
      expect(named).toEqual([]);
    }
    expect(ends.size).toBe(2);
  });

  test.each([
    [
      'the panel',
      ({ documentId }: Person) =>
        `content-manager/collection-types/plugin::users-permissions.user/${documentId}`,
      () => shop.adminToken(),
    ],
    ['Strapi’s own route', ({ id }: Person) => `api/users/${id}`, () => shop.apiToken()],
  ])('goes by the same rules through %s', async (_where, pathOf, tokenOf) => {
    const person = await customer();
    const placed = await order(person);
    const headers = bearer(await tokenOf());
    const erase = () => call('DELETE', `${shop.url}/${pathOf(person)}`, { headers });
    await authorize(placed.documentId);
    expect(refusal(await erase())).toEqual([409, 'ORDERS_UNDER_WAY']);
    expect((await me(person)).status).toBe(200);
    await dropPayments();
    expect((await erase()).status).toBe(200);
    expect((await me(person)).status).toBe(401);
    const rows = await shop.sql('SELECT FROM up_users WHERE id = $1', [person.id]);
    const left = await shop.sql('SELECT email FROM orders WHERE document_id = $1', [
      placed.documentId,
    ]);
    expect([rows, left]).toEqual([[], [{ email: 'deleted@deleted.invalid' }]]);
  });

  test('is deleted by staff who may', async () => {
    const person = await customer();
    const erase = (headers: Headers) =>
      call('DELETE', api(`/admin/customers/${person.documentId}`), { headers });
    const denied = [{}, person.headers, support].map((headers) => erase(headers as Headers));
    expect((await Promise.all(denied)).map(({ status }) => status)).toEqual([401, 403, 403]);
    const gone = await erase(machine);
    expect([gone.status, gone.body.data]).toEqual([200, { documentId: person.documentId }]);
    expect((await me(person)).status).toBe(401);
    expect(refusal(await erase(machine))).toEqual([404, 'NOT_FOUND']);
  });

  test('is there wholly or not at all when the server dies half way', async () => {
    const anybody = async () => {
      const person = await customer();
      const goods = await makeVariant(shop);
      await stock(shop, store, goods, 5);
      await putIntoCart(person, goods, 2);
      return { person, goods };
    };
    const wanted = [
      'cart.delete_of_customer',
      'accounts.anonymise_customer',
      'kernel.append_events:commit',
      'kernel.append_events:answer',
    ];
    // One at a time: who leaves keeps the next from it until both are through or gone.
    for (const point of wanted) {
      const { person, goods } = await anybody();
      const stop = await shop.steps.stopBefore(point);
      const answer = leave(person).catch(() => undefined);
      // What the server does in the background may have gone through a point of that name before.
      await Promise.race([stop.standing, answer]);
      await shop.kill();
      await Promise.all([shop.restart(), answer]);
      const here = (await me(person)).status === 200;
      const { reserved } = (await stockOf(shop, store, goods)) ?? {};
      expect({ point, here, reserved }).toEqual({ point, here, reserved: here ? 2 : 0 });
      if (here) expect((await leave(person)).status).toBe(200);
      const left = await shop.sql('SELECT FROM up_users WHERE email = $1', [person.email]);
      expect(left).toEqual([]);
    }
  });
});
