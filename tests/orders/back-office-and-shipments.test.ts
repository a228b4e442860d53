import { parse } from 'node:querystring';
import { openDatabase } from '../../src/plugins/kernel/server/contract';
import { THE_SHOP, moveOrder as refund } from '../../src/plugins/orders/server/contract';
import { faultsInBooks } from '../support/books';
import {
  makeStore,
  makeVariant,
  stock,
  stockOf,
  type Store,
  type Variant,
} from '../support/catalogue';
import { runDoctor } from '../support/doctor';
import { bearer, call, refusal, type HttpAnswer } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { eventsOf, member, placeOrder, type Headers, type Placed } from './orders';

let shop: TestShop;

beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.stop());

describe('shipments', () => {
  let stores: [Store, Store];
  let tea: Variant;
  let machine: Headers;
  let order: Placed;

  beforeAll(async () => {
    machine = bearer(await shop.apiToken());
  });

  afterAll(async () => {
    const { status, output } = await runDoctor(shop.database.url);
    expect([status, output]).toEqual([0, expect.stringContaining('The books are right.')]);
  });

  beforeEach(async () => {
    stores = [await makeStore(shop), await makeStore(shop)];
    tea = await makeVariant(shop);
    for (const store of stores) await stock(shop, store, tea, 5);
    order = await placeOrder(shop, [
      { variant: tea, quantity: 1, store: stores[0] },
      { variant: tea, quantity: 2, store: stores[1] },
    ]);
  });

  afterEach(async () => {
    expect(await faultsInBooks(shop)).toEqual([]);
  });

  const move = (part: 0 | 1, status: string, headers: Headers = machine) => {
    const id = order.shipments.find(
      ({ storeId }) => storeId === stores[part].documentId,
    )?.documentId;
    return call('PUT', `${shop.url}/api/admin/orders/${order.number}/shipments/${id}/status`, {
      headers,
      body: { status },
    });
  };
  const moveOrder = (status: string) =>
    call('PUT', `${shop.url}/api/orders/${order.number}/status`, {
      headers: machine,
      body: { status },
    });
  const onHand = async (part: 0 | 1) => await stockOf(shop, stores[part], tea);

  test('a later change has a later updatedAt, in its event and as read, whatever the clock does', async () => {
    const ahead = new Date(Date.now() + 3_600_000).toISOString();
    await shop.sql('UPDATE orders SET updated_at = $2 WHERE document_id = $1', [
      order.documentId,
      ahead,
    ]);
    await moveOrder('confirmed');
    await moveOrder('preparing');
    const told = (await eventsOf(shop, order)).slice(-2).map(({ payload }) => payload.updatedAt);
    const { body } = await call('GET', `${shop.url}/api/orders/${order.documentId}`, {
      headers: machine,
    });
    expect(told[1]).toBe(body.data.updatedAt);
    expect([ahead, ...told].toSorted()).toEqual([ahead, ...told]);
    expect(new Set([ahead, ...told]).size).toBe(3);
  });

  test('each store sends its part; the order follows the first and the last', async () => {
    await moveOrder('confirmed');
    const steps: [0 | 1, string, string][] = [
      [0, 'preparing', 'preparing'],
      [0, 'shipped', 'preparing'],
      [1, 'preparing', 'preparing'],
      [0, 'delivered', 'preparing'],
      [1, 'shipped', 'shipped'],
      [1, 'delivered', 'delivered'],
    ];
    for (const [part, status, after] of steps) {
      const moved = await move(part, status);
      expect([moved.status, moved.body.data?.status]).toEqual([200, after]);
      if (status === 'shipped' && part === 0) {
        expect(await onHand(0)).toEqual({ on_hand: 4, reserved: 0 });
        expect(await onHand(1)).toEqual({ on_hand: 5, reserved: 2 });
      }
    }
    expect(await onHand(1)).toEqual({ on_hand: 3, reserved: 0 });
    expect((await eventsOf(shop, order)).map(({ event }) => event)).toEqual([
      'order.placed',
      'order.confirmed',
      'order.updated',
      'order.preparing',
      'order.updated',
      'order.updated',
      'order.updated',
      'order.updated',
      'order.shipped',
      'order.updated',
      'order.delivered',
    ]);
    const tracked = await call('GET', `${shop.url}/api/orders/${order.number}/track`, {
      headers: { 'X-Order-Token': order.accessToken },
    });
    expect(tracked.body.data.events.at(-1)).toMatchObject({
      kind: 'shipment',
      change: `${stores[1].documentId}: shipped → delivered`,
    });
  });

  test('a part that waits at its counter keeps the order from having left', async () => {
    await moveOrder('confirmed');
    const steps: [0 | 1, string, string][] = [
      [0, 'preparing', 'preparing'],
      [1, 'preparing', 'preparing'],
      [0, 'ready', 'preparing'],
      [1, 'shipped', 'preparing'],
      [1, 'delivered', 'preparing'],
      [0, 'delivered', 'delivered'],
    ];
    for (const [part, status, after] of steps) {
      const moved = await move(part, status);
      expect([moved.status, moved.body.data?.status]).toEqual([200, after]);
      expect(await faultsInBooks(shop)).toEqual([]);
    }
    const events = (await eventsOf(shop, order)).map(({ event }) => event);
    expect(events.slice(-3)).toEqual(['order.updated', 'order.shipped', 'order.delivered']);
  });

  test('a manager moves the part of the own store and no other', async () => {
    await moveOrder('confirmed');
    const { session } = await member(shop, 'duka-store-manager', [stores[0]]);
    expect((await move(0, 'preparing', session)).status).toBe(200);
    expect(refusal(await move(1, 'preparing', session))).toEqual([403, 'FORBIDDEN']);
    const buyer = { 'X-Order-Token': order.accessToken };
    expect(refusal(await move(0, 'shipped', buyer))).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('a part goes its way and no other, once its order is confirmed', async () => {
    const early = await move(0, 'preparing');
    expect(refusal(early)).toEqual([409, 'ILLEGAL_TRANSITION']);
    expect(early.body.error.details).toMatchObject({ orderStatus: 'pending' });
    await moveOrder('confirmed');
    for (const status of ['pending', 'ready', 'shipped', 'delivered', 'cancelled']) {
      expect(refusal(await move(0, status))).toEqual([409, 'ILLEGAL_TRANSITION']);
    }
    expect(refusal(await move(0, 'lost'))).toEqual([400, 'VALIDATION_FAILED']);
    const path = `${shop.url}/api/admin/orders/${order.number}/shipments/nothing/status`;
    const unknown = await call('PUT', path, { headers: machine, body: { status: 'preparing' } });
    expect(refusal(unknown)).toEqual([400, 'VALIDATION_FAILED']);
  });

  test('an order that moves as a whole leaves what is further where it is', async () => {
    await moveOrder('confirmed');
    await move(0, 'preparing');
    await move(0, 'shipped');
    const ready = await moveOrder('ready');
    expect(
      ready.body.data.shipments.map(({ status }: { status: string }) => status).sort(),
    ).toEqual(['ready', 'shipped']);
  });

  test('what has left stays so where the rest is cancelled, and its line is not lowered', async () => {
    await moveOrder('confirmed');
    await move(0, 'preparing');
    await move(0, 'shipped');
    const sent = order.items.find(({ quantity }) => quantity === 1);
    const lowered = await call('PUT', `${shop.url}/api/admin/orders/${order.number}/lines`, {
      headers: machine,
      body: { items: [{ lineId: sent?.documentId, quantity: 0 }] },
    });
    expect(refusal(lowered)).toEqual([409, 'NOT_EDITABLE']);
    const cancelled = await moveOrder('cancelled');
    expect(
      cancelled.body.data.shipments.map(({ status }: { status: string }) => status).sort(),
    ).toEqual(['cancelled', 'shipped']);
    expect(await onHand(0)).toEqual({ on_hand: 4, reserved: 0 });
    expect(await onHand(1)).toEqual({ on_hand: 5, reserved: 0 });
  });

  test('two stores that finish at the same moment bring the order to its end', async () => {
    await moveOrder('confirmed');
    await Promise.all([move(0, 'preparing'), move(1, 'preparing')]);
    await Promise.all([move(0, 'shipped'), move(1, 'shipped')]);
    const answers = await Promise.all([move(0, 'delivered'), move(1, 'delivered')]);
    expect(answers.map(({ body }) => body.data?.status as string)).toContain('delivered');
  });

  test('a refund of all of it takes back the parts that have not left', async () => {
    await moveOrder('confirmed');
    await move(0, 'preparing');
    await move(0, 'shipped');
    const database = openDatabase({
      url: shop.database.url,
      poolSize: 1,
      name: 'test',
      onError: () => undefined,
    });
    const moved = await database
      .transaction((tx) =>
        refund(tx, { orderId: order.documentId, to: 'refunded', by: THE_SHOP, note: null }),
      )
      .finally(() => database.close());
    expect(moved).toEqual({ kind: 'moved' });
    const states = await shop.sql<{ state: string }>(
      `SELECT shipment.state FROM shipments shipment
       JOIN orders ON orders.id = shipment.order_id
      WHERE orders.number = $1 ORDER BY shipment.state`,
      [order.number],
    );
    expect(states).toEqual([{ state: 'cancelled' }, { state: 'shipped' }]);
  });
});

let store: Store;
let other: Store;
let tea: Variant;
let machine: Headers;
let manager: Headers;
let buyers = 0;

beforeAll(async () => {
  machine = bearer(await shop.apiToken());
});

beforeEach(async () => {
  [store, other] = [await makeStore(shop), await makeStore(shop)] as const;
  tea = await makeVariant(shop, { price: 1000 });
  await stock(shop, store, tea, 100);
  await stock(shop, other, tea, 100);
  manager = (await member(shop, 'duka-store-manager', [store])).session;
});

const order = (quantity = 1, from = store, body: object = {}) =>
  placeOrder(shop, [{ variant: tea, quantity, store: from }], {
    email: `buyer${(buyers += 1)}@example.com`,
    ...body,
  });

const search = (query: string, headers: Headers = machine) =>
  call('GET', `${shop.url}/api/admin/orders?${query}`, { headers });
const numbers = (answer: HttpAnswer) => (answer.body.data as Placed[]).map(({ number }) => number);

describe('GET /api/admin/orders', () => {
  test('finds orders by state, payment, store, time, number and address', async () => {
    const first = await order(2);
    const second = await order(1);
    await order(3, other);
    const here = `storeId=${store.documentId}`;
    const found = async (query: string) => numbers(await search(`${here}&${query}`));

    expect(await found('')).toEqual([second.number, first.number]);
    expect(await found('sort=placedAt:asc')).toEqual([first.number, second.number]);
    expect(await found('sort=total:desc')).toEqual([first.number, second.number]);
    expect(await found('sort=total:asc')).toEqual([second.number, first.number]);
    await call('PUT', `${shop.url}/api/admin/orders/${first.number}/status`, {
      headers: machine,
      body: { status: 'confirmed' },
    });
    expect(await found('status=confirmed')).toEqual([first.number]);
    await shop.sql(`UPDATE orders SET payment_status = 'paid' WHERE number = $1`, [second.number]);
    expect(await found('paymentStatus=paid')).toEqual([second.number]);
    expect(await found(`q=${first.number.toLowerCase()}`)).toEqual([first.number]);
    expect(await found(`q=BUYER${buyers - 1}@`)).toEqual([second.number]);
    expect(await found('q=%25')).toEqual([]);
    await shop.sql(`UPDATE orders SET placed_at = '2026-03-01 23:59:59' WHERE number = $1`, [
      first.number,
    ]);
    expect(await found('from=2026-03-01&to=2026-03-01')).toEqual([first.number]);
    expect(await found('from=2026-03-02T00:00:00%2B03:00&to=2026-03-02')).toEqual([first.number]);
    expect(await found('to=2026-03-01T23:59:59Z')).toEqual([]);
    expect(await found('from=2026-03-02')).toEqual([second.number]);
  });

  test('answers page by page', async () => {
    for (let turn = 0; turn < 3; turn += 1) await order();
    for (const second of ['page=2&pageSize=2', 'pagination[page]=2&pagination[pageSize]=2']) {
      const page = await search(`storeId=${store.documentId}&${second}`);
      expect(page.body.data).toHaveLength(1);
      expect(page.body.meta.pagination).toEqual({ page: 2, pageSize: 2, pageCount: 2, total: 3 });
    }
  });

  test('tells where each state leads, for the people of the shop alone', async () => {
    const one = await order();
    const path = `${shop.url}/api/orders/${one.documentId}`;
    const orders = { pending: ['confirmed', 'cancelled'], shipped: ['delivered'], refunded: [] };
    const moves = {
      orders,
      shipments: { pending: ['preparing'], ready: ['shipped', 'delivered'] },
    };
    expect((await search('', manager)).body.meta).toMatchObject({ moves });
    expect((await call('GET', path, { headers: manager })).body.meta).toMatchObject({ moves });
    const buyer = { 'X-Order-Token': one.accessToken };
    expect((await call('GET', path, { headers: buyer })).body.meta).toEqual({});
  });

  test.each([
    ['pageSize=101', 'pageSize'],
    ['page=0', 'page'],
    ['pagination[page]=0', 'page'],
    ['pagination=2', 'pagination'],
    ['status=lost', 'status'],
    ['sort=email:asc', 'sort'],
    ['from=yesterday', 'from'],
    ['to=2026-02-30', 'to'],
    ['from=2026-02-02&from=2026-02-03', 'from'],
    ['from=2026-02-02&to=2026-02-01', 'to'],
    ['q[$ne]=x', 'q'],
  ])('refuses %s', async (query, path) => {
    const refused = await search(query);
    expect(refusal(refused)).toEqual([400, 'VALIDATION_FAILED']);
    expect(refused.body.error.details.errors[0].path).toEqual([path]);
  });

  test('shows a manager the orders of the own stores, and nobody else anything', async () => {
    const mine = await order();
    await order(1, other);
    const shared = await placeOrder(shop, [
      { variant: tea, store },
      { variant: tea, store: other },
    ]);
    expect(numbers(await search('', manager))).toEqual([shared.number, mine.number]);
    expect(refusal(await search(`storeId=${other.documentId}`, manager))).toEqual([
      403,
      'FORBIDDEN',
    ]);
    expect(refusal(await search('', {}))).toEqual([401, 'UNAUTHENTICATED']);
    const author = (await member(shop, 'strapi-author')).session;
    expect(refusal(await search('', author))).toEqual([403, 'FORBIDDEN']);
  });

  test('leaves the panel’s own paths alone', async () => {
    const panel = await call('GET', `${shop.url}/admin/init`);
    expect([panel.status, panel.body.data.hasAdmin]).toEqual([200, true]);
  });
});

describe('POST /api/admin/orders/bulk-status', () => {
  const bulk = (body: object, headers: Headers = machine) =>
    call('POST', `${shop.url}/api/admin/orders/bulk-status`, { headers, body });

  test('moves each order by itself and tells what became of it', async () => {
    const [first, second, third] = [await order(1), await order(2), await order(3)];
    await bulk({ orderIds: [second.number], status: 'confirmed' });
    const answer = await bulk({
      orderIds: [first.documentId, second.documentId, 'nothing', third.number],
      status: 'cancelled',
      note: 'the roof is off',
    });
    expect(answer.status).toBe(200);
    expect(answer.body.meta).toEqual({ moved: 3, refused: 1 });
    expect(answer.body.data).toEqual([
      { orderId: first.documentId, moved: true, number: first.number, status: 'cancelled' },
      { orderId: second.documentId, moved: true, number: second.number, status: 'cancelled' },
      {
        orderId: 'nothing',
        moved: false,
        error: { code: 'ORDER_NOT_FOUND', message: expect.any(String), details: {} },
      },
      { orderId: third.number, moved: true, number: third.number, status: 'cancelled' },
    ]);
    expect(await stockOf(shop, store, tea)).toEqual({ on_hand: 100, reserved: 0 });
    const late = await bulk({ orderIds: [first.number], status: 'shipped' });
    expect(late.body.data[0].error).toMatchObject({
      code: 'ILLEGAL_TRANSITION',
      details: { from: 'cancelled', to: 'shipped' },
    });
  });

  test('is a manager’s for the own stores alone', async () => {
    const [mine, theirs] = [await order(), await order(1, other)];
    const answer = await bulk(
      { orderIds: [mine.number, theirs.number], status: 'confirmed' },
      manager,
    );
    const codes = (answer.body.data as { error?: { code: string } }[]).map(
      ({ error }) => error?.code,
    );
    expect(codes).toEqual([undefined, 'ORDER_NOT_FOUND']);
    expect(refusal(await bulk({ orderIds: [mine.number], status: 'preparing' }, {}))).toEqual([
      401,
      'UNAUTHENTICATED',
    ]);
  });

  test('takes at most a hundred', async () => {
    const refused = await bulk({ orderIds: Array(101).fill('x'), status: 'confirmed' });
    expect(refusal(refused)).toEqual([400, 'VALIDATION_FAILED']);
    expect(refusal(await bulk({ orderIds: [], status: 'confirmed' }))).toEqual([
      400,
      'VALIDATION_FAILED',
    ]);
  });
});

describe('GET /api/orders/export', () => {
  const download = async (query = '', headers: Headers = machine) => {
    const response = await fetch(`${shop.url}/api/orders/export?${query}`, { headers });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const rowsOf = (text: string) => text.trimEnd().split('\n');

  test('is CSV with headings, the oldest order first', async () => {
    const [first, second] = [await order(2), await order(1)];
    const file = await download(`storeId=${store.documentId}&format=csv`);
    expect(file.status).toBe(200);
    expect(file.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(file.headers.get('Content-Disposition')).toBe('attachment; filename="orders.csv"');
    const [headings, ...rows] = rowsOf(file.text).map((row) => row.split(','));
    expect(headings?.slice(0, 5)).toEqual([
      'number',
      'documentId',
      'placedAt',
      'status',
      'paymentStatus',
    ]);
    const column = (name: string) => rows.map((row) => row[headings?.indexOf(name) ?? -1]);
    expect(column('number')).toEqual([first.number, second.number]);
    expect(column('total')).toEqual(['2500', '1500']);
    expect(column('items')).toEqual([`2 x ${tea.sku}`, `1 x ${tea.sku}`]);
    expect(column('city')).toEqual(['Nairobi', 'Nairobi']);
  });

  test('is headings alone where nothing was ordered', async () => {
    const file = await download('to=1999-12-31');
    expect(rowsOf(file.text)).toHaveLength(1);
    expect(file.text).toMatch(/^number,documentId,/);
  });

  test('F-60 holds no cell that a spreadsheet would work out', async () => {
    const address = {
      firstName: '=HYPERLINK("http://evil.example")',
      lastName: '+1',
      line1: '-2, "quoted"\nsecond line',
      city: '@SUM(A1)',
      phone: '+254700000000',
      country: 'KE',
    };
    await order(1, store, { shippingAddress: address });
    const file = await download(`storeId=${store.documentId}`);
    expect(file.text).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(file.text).toContain(`,'+1,"'-2, ""quoted""\nsecond line",`);
    expect(file.text).toContain(`,'@SUM(A1),`);
    expect(file.text).toContain(`,'+254700000000,`);
    expect(file.text).not.toMatch(/(^|,|")[=+@-]/m);
  });

  test('comes whole, however many orders there are', async () => {
    const { number } = await order();
    // The same moment for many of them: pages must not lose any at their seams.
    await shop.sql(
      `WITH model AS (SELECT * FROM orders WHERE number = $1), copies AS (
         INSERT INTO orders (document_id, number, state, payment_status, payment_method, email,
                             delivery_type, currency, subtotal, discount_total, shipping_total,
                             tax_total, total, placed_at)
         SELECT 'copy' || turn, 'COPY' || turn, state, payment_status, payment_method, email,
                delivery_type, currency, subtotal, discount_total, shipping_total, tax_total, total,
                '2026-05-01'::timestamp + turn / 700 * interval '1 microsecond'
           FROM model, generate_series(1, 2101) AS turn
         RETURNING id)
       SELECT count(*) FROM copies`,
      [number],
    );
    const file = await download('from=2026-05-01&to=2026-05-01');
    const found = rowsOf(file.text)
      .slice(1)
      .map((row) => row.split(',')[0]);
    expect(new Set(found).size).toBe(2101);
    expect(found).toHaveLength(2101);
    await shop.sql(`DELETE FROM orders WHERE number LIKE 'COPY%'`);
  });

  test('is a manager’s for the own stores alone, and no customer’s', async () => {
    const [mine, theirs] = [await order(), await order(1, other)];
    const file = await download('', manager);
    expect(file.text).toContain(mine.number);
    expect(file.text).not.toContain(theirs.number);
    const statuses = [
      await download('', {}),
      await download('', { 'X-Order-Token': mine.accessToken }),
      await download(`storeId=${other.documentId}`, manager),
    ].map(({ status }) => status);
    expect(statuses).toEqual([401, 401, 403]);
  });

  test.each([
    'from=32.13.2026',
    'to=2026-13-01',
    'from=2026-01-01T25:00:00Z',
    'from=2026-02-02&to=2026-02-01',
    'format=xlsx',
    'x=1',
  ])('refuses %s', async (query) => {
    const file = await download(query);
    const [name] = Object.keys(parse(query));
    expect(file.status).toBe(400);
    const { details } = JSON.parse(file.text).error;
    expect(details.code).toBe('VALIDATION_FAILED');
    expect(JSON.stringify(details.errors)).toContain(name);
  });
});
