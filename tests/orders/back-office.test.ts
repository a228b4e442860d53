import { parse } from 'node:querystring';
import {
  makeStore,
  makeVariant,
  stock,
  stockOf,
  type Store,
  type Variant,
} from '../support/catalogue';
import { bearer, call, refusal, type HttpAnswer } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { member, placeOrder, type Headers, type Placed } from './orders';

let shop: TestShop;
let store: Store;
let other: Store;
let tea: Variant;
let machine: Headers;
let manager: Headers;
let buyers = 0;

beforeAll(async () => {
  shop = await createShop();
  machine = bearer(await shop.apiToken());
});

afterAll(() => shop.stop());

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
    const page = await search(`storeId=${store.documentId}&page=2&pageSize=2`);
    expect(page.body.data).toHaveLength(1);
    expect(page.body.meta.pagination).toEqual({ page: 2, pageSize: 2, pageCount: 2, total: 3 });
  });

  test.each([
    ['pageSize=101', 'pageSize'],
    ['page=0', 'page'],
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
    const merchandiser = (await member(shop, 'duka-merchandiser')).session;
    expect(refusal(await search('', merchandiser))).toEqual([403, 'FORBIDDEN']);
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
