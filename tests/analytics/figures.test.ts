import { member, placeOrder, type Headers } from '../orders/orders';
import { makeCoupon, write } from '../pricing/shoppers';
import {
  CASH_ORDER,
  makeStore,
  makeVariant,
  newKey,
  stock,
  type Store,
  type Variant,
} from '../support/catalogue';
import { bearer, call, refusal } from '../support/http';
import { createShop, type TestShop } from '../support/shop';

/** An order as it was answered, and what the test has made of it since. */
interface Sold {
  documentId: string;
  number: string;
  currency: string;
  total: number;
  subtotal: number;
  discountTotal: number;
  shippingTotal: number;
  taxTotal: number;
  roundingTotal: number;
  items: {
    productId: string;
    storeId: string;
    quantity: number;
    unitPrice: number;
    discount: number;
    tax: number;
  }[];
  /** ISO 8601. */
  at: string;
  buyer: string;
  cancelled: boolean;
}

interface GivenBack {
  of: Sold;
  amount: number;
  at: string;
}

const MARCH = { from: '2025-03-01', to: '2025-03-31' };

let shop: TestShop;
let machine: Headers;
let nairobi: Store;
let mombasa: Store;
let tea: Variant;
let mug: Variant;
let customer: Headers;
const sold: Sold[] = [];
const givenBack: GivenBack[] = [];

const get = (path: string, query: Record<string, string> = {}, headers = machine) =>
  call('GET', `${shop.url}/api/admin/${path}?${new URLSearchParams(query).toString()}`, {
    headers,
  });

async function figures(path: string, query: Record<string, string> = {}, headers = machine) {
  const { status, body } = await get(path, query, headers);
  expect([status, body.error]).toEqual([200, undefined]);
  return body;
}

/** Has an order have been placed at another time, and writes it down. */
async function note(order: object, at: string, buyer: string): Promise<Sold> {
  const placed = { ...(order as Sold), at, buyer, cancelled: false };
  await shop.sql('UPDATE orders SET placed_at = $2 WHERE document_id = $1', [
    placed.documentId,
    at.replace('Z', ''),
  ]);
  sold.push(placed);
  return placed;
}

async function guestOrders(goods: Parameters<typeof placeOrder>[1], at: string, email: string) {
  return note(await placeOrder(shop, goods, { email }), at, email);
}

/** An order of the customer, whose address of e-mail is another than that of the account. */
async function customerOrders(at: string): Promise<Sold> {
  const added = await call('POST', `${shop.url}/api/cart/items`, {
    headers: customer,
    body: { sku: tea.sku, quantity: 2, storeId: nairobi.documentId },
  });
  expect(added.status).toBe(201);
  const { body } = await call('POST', `${shop.url}/api/orders`, {
    headers: { ...customer, ...newKey() },
    body: CASH_ORDER,
  });
  return note(body.data as object, at, 'the customer');
}

/** Has an order paid and a part of it given back. */
async function giveBack(order: Sold, amount: number, at: string): Promise<void> {
  const money = (path: string, body: object) =>
    call('POST', `${shop.url}/api/payments/${order.documentId}/${path}`, {
      headers: { ...machine, ...newKey() },
      body,
    });
  expect((await money('cash', { amount: order.total })).status).toBe(201);
  const refund = await money('refund', { amount, reason: 'Broken' });
  expect(refund.body.data.status).toBe('succeeded');
  await shop.sql('UPDATE payment_operations SET decided_at = $2 WHERE document_id = $1', [
    refund.body.data.refundId,
    at.replace('Z', ''),
  ]);
  givenBack.push({ of: order, amount, at });
}

async function move(order: Sold, at: Record<string, string>): Promise<void> {
  for (const [status, moment] of Object.entries(at)) {
    const moved = await call('PUT', `${shop.url}/api/orders/${order.documentId}/status`, {
      headers: machine,
      body: { status },
    });
    expect(moved.status).toBe(200);
    await shop.sql(
      `UPDATE order_histories SET at = $3 FROM orders
        WHERE orders.id = order_id AND orders.document_id = $1 AND "to" = $2`,
      [order.documentId, status, moment.replace('Z', '')],
    );
  }
}

beforeAll(async () => {
  shop = await createShop();
  machine = bearer(await shop.apiToken());
  await write(shop, 'POST', 'tax-rates', { name: 'VAT', rate: 16 });
  await write(shop, 'PUT', 'shop-settings', { roundTotalTo: 50 });
  nairobi = await makeStore(shop);
  mombasa = await makeStore(shop);
  tea = await makeVariant(shop, { price: 1_013 });
  mug = await makeVariant(shop, { price: 777 });
  await stock(shop, nairobi, tea, 100);
  await stock(shop, mombasa, mug, 100);
  await shop.sql(
    `WITH price AS (INSERT INTO components_catalog_prices (currency, price) VALUES ('TZS', 90000) RETURNING id)
     INSERT INTO variants_cmps (entity_id, cmp_id, component_type, field, "order")
     SELECT $1, id, 'catalog.price', 'prices', 1 FROM price`,
    [tea.id],
  );
  const { body } = await call('POST', `${shop.url}/api/auth/register`, {
    body: {
      email: 'amina@example.com',
      password: 'kahawa-chungu-7',
      firstName: 'Amina',
      lastName: 'Otieno',
    },
  });
  customer = bearer(body.data.token as string);

  const { code } = await makeCoupon(shop, { percentage: 1_250 });
  const added = await call('POST', `${shop.url}/api/cart/items`, {
    body: { sku: tea.sku, quantity: 3, storeId: nairobi.documentId },
  });
  const cart = { 'X-Cart-Token': added.body.data.token as string };
  await call('POST', `${shop.url}/api/cart/coupon`, { headers: cart, body: { code } });
  const discounted = await call('POST', `${shop.url}/api/orders`, {
    headers: { ...cart, ...newKey() },
    body: { ...CASH_ORDER, email: 'Baraka@example.com' },
  });
  await note(discounted.body.data as object, '2025-03-08T22:30:00.000Z', 'baraka@example.com');

  const both = [
    { variant: tea, store: nairobi, quantity: 1 },
    { variant: mug, store: mombasa, quantity: 2 },
  ];
  const shared = await guestOrders(both, '2025-03-10T10:00:00.000Z', 'chao@example.com');
  await guestOrders(both, '2025-03-31T23:59:59.999Z', 'baraka@example.com');
  const early = await guestOrders(both, '2025-02-20T10:00:00.000Z', 'chao@example.com');
  const dropped = await guestOrders(both, '2025-03-10T11:00:00.000Z', 'dalila@example.com');
  await move(dropped, { cancelled: '2025-03-10T12:00:00.000Z' });
  dropped.cancelled = true;

  const shillings = await call('PUT', `${shop.url}/api/cart`, { body: { currency: 'TZS' } });
  const token = { 'X-Cart-Token': shillings.headers.get('X-Cart-Token') ?? '' };
  await call('POST', `${shop.url}/api/cart/items`, {
    headers: token,
    body: { sku: tea.sku, quantity: 1, storeId: nairobi.documentId },
  });
  const foreign = await call('POST', `${shop.url}/api/orders`, {
    headers: { ...token, ...newKey() },
    body: { ...CASH_ORDER, deliveryType: 'pickup', email: 'eshe@example.com' },
  });
  expect(foreign.status).toBe(201);
  await note(foreign.body.data as object, '2025-03-11T08:00:00.000Z', 'eshe@example.com');

  await customerOrders('2025-02-10T08:00:00.000Z');
  const own = await customerOrders('2025-03-12T08:00:00.000Z');
  await move(own, {
    confirmed: '2025-03-12T08:30:00.000Z',
    preparing: '2025-03-12T09:00:00.000Z',
    shipped: '2025-03-12T10:00:00.000Z',
    delivered: '2025-03-13T08:00:00.000Z',
  });
  await move(shared, {
    confirmed: '2025-03-10T11:00:00.000Z',
    preparing: '2025-03-10T12:00:00.000Z',
    ready: '2025-03-10T13:30:00.000Z',
  });
  await giveBack(own, 500, '2025-03-15T21:30:00.000Z');
  await giveBack(shared, 333, '2025-03-16T10:00:00.000Z');
  await giveBack(early, 300, '2025-03-15T10:00:00.000Z');
});

afterAll(() => shop.stop());

/** The same figures, worked out from what the test itself has placed and given back. */
function expected({
  stores = [nairobi, mombasa],
  currency = 'USD',
  isIn = (at: string) => at.startsWith('2025-03'),
}: {
  stores?: Store[];
  currency?: string;
  isIn?: (at: string) => boolean;
} = {}) {
  const theirs = new Set(stores.map(({ documentId }) => documentId));
  const add = (amounts: number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
  const counts = (order: Sold) =>
    order.currency === currency &&
    !order.cancelled &&
    order.items.some(({ storeId }) => theirs.has(storeId));
  const parts = sold.filter(counts).map((order) => {
    const mine = order.items.filter(({ storeId }) => theirs.has(storeId));
    const goods = (items: Sold['items']) =>
      add(items.map((item) => item.quantity * item.unitPrice - item.discount));
    const share = goods(mine) / goods(order.items);
    const taxOfLines = add(order.items.map(({ tax }) => tax));
    const sums = {
      gross: add(mine.map((item) => item.quantity * item.unitPrice)),
      discounts: add(mine.map(({ discount }) => discount)),
      shipping: Math.round(order.shippingTotal * share),
      tax: add(mine.map(({ tax }) => tax)) + Math.round((order.taxTotal - taxOfLines) * share),
      rounding: Math.round(order.roundingTotal * share),
    };
    const { gross, discounts, shipping, tax, rounding } = sums;
    return { order, mine, share, ...sums, total: gross - discounts + shipping + tax + rounding };
  });
  const inTime = parts.filter(({ order }) => isIn(order.at));
  const refunds = add(
    givenBack
      .filter(({ at }) => isIn(at))
      .map(({ of, amount }) =>
        Math.round(amount * (parts.find(({ order }) => order === of)?.share ?? 0)),
      ),
  );
  const sum = (name: 'gross' | 'discounts' | 'shipping' | 'tax' | 'rounding' | 'total') =>
    add(inTime.map((part) => part[name]));
  const total = sum('total');
  const orders = inTime.length;
  return {
    parts: inTime,
    sums: {
      orders,
      gross: sum('gross'),
      discounts: sum('discounts'),
      shipping: sum('shipping'),
      tax: sum('tax'),
      rounding: sum('rounding'),
      total,
      refunds,
      net: total - refunds,
      averageOrderValue: orders === 0 ? null : Math.round(total / orders),
    },
  };
}

describe('sales', () => {
  test('are the sums of the orders that were placed and of the money that went back', async () => {
    const { data } = await figures('analytics/sales', MARCH);
    expect(data).toMatchObject({
      currency: 'USD',
      interval: 'day',
      period: {
        from: '2025-03-01T00:00:00.000Z',
        to: '2025-04-01T00:00:00.000Z',
        timeZone: 'UTC',
      },
      totals: expected().sums,
    });
    expect(data.totals.orders).toBe(4);
    expect(data.totals.rounding).not.toBe(0);
    expect(data.totals.refunds).toBe(1_133);
    expect(data.series).toHaveLength(31);
    for (const { start, ...sums } of data.series) {
      expect({ start, ...sums }).toEqual({
        start,
        ...expected({ isIn: (at) => at.startsWith(start as string) }).sums,
      });
    }
    expect(data.series[14]).toMatchObject({
      start: '2025-03-15',
      orders: 0,
      refunds: 800,
      net: -800,
    });
  });

  test('of one currency are never mixed with those of another', async () => {
    const { data } = await figures('analytics/sales', { ...MARCH, currency: 'TZS' });
    expect(data.totals).toEqual(expected({ currency: 'TZS' }).sums);
    expect([data.currency, data.totals.orders]).toEqual(['TZS', 1]);
  });

  test('go by the days of the reader, also where the clock is put forward', async () => {
    const east = await figures('analytics/sales', { ...MARCH, timeZone: 'Africa/Nairobi' });
    const dayOf = (at: string) =>
      new Date(Date.parse(at) + 3 * 60 * 60 * 1000).toISOString().slice(0, 10);
    for (const { start, ...sums } of east.data.series) {
      expect(sums).toEqual(expected({ isIn: (at) => dayOf(at) === start }).sums);
    }
    expect(east.data.totals.orders).toBe(3);
    const west = await figures('analytics/sales', {
      from: '2025-03-08',
      to: '2025-03-10',
      timeZone: 'America/New_York',
    });
    expect(west.data.period).toMatchObject({
      from: '2025-03-08T05:00:00.000Z',
      to: '2025-03-11T04:00:00.000Z',
    });
    const starts = (data: { series: { start: string }[] }) => data.series.map(({ start }) => start);
    expect(starts(west.data)).toEqual(['2025-03-08', '2025-03-09', '2025-03-10']);
  });

  test('come by week and month, of which only what lies in the time counts', async () => {
    const weeks = await figures('analytics/sales', {
      from: '2025-03-12',
      to: '2025-03-17',
      interval: 'week',
    });
    const series = weeks.data.series as { start: string; orders: number; refunds: number }[];
    expect(series.map(({ start, orders, refunds }) => [start, orders, refunds])).toEqual([
      ['2025-03-10', 1, 1_133],
      ['2025-03-17', 0, 0],
    ]);
    const months = await figures('analytics/sales', {
      from: '2025-02-01T00:00:00Z',
      to: '2025-04-01T00:00:00+00:00',
      interval: 'month',
    });
    const byMonth = (data: { series: { start: string; orders: number }[] }) =>
      data.series.map(({ start, orders }) => [start, orders]);
    expect(byMonth(months.data)).toEqual([
      ['2025-02-01', 2],
      ['2025-03-01', 4],
    ]);
  });

  test('of a store are its goods, and its share of what is the whole order’s', async () => {
    for (const store of [nairobi, mombasa]) {
      const { data } = await figures('analytics/sales', { ...MARCH, storeId: store.documentId });
      expect(data.totals).toEqual(expected({ stores: [store] }).sums);
    }
    const { session } = await member(shop, 'duka-store-manager', [nairobi, mombasa]);
    const { data } = await figures('analytics/sales', MARCH, session);
    expect(data.totals).toEqual(expected().sums);
  });
});

test('products are listed by what they brought, or how many were sold', async () => {
  const of = (variant: Variant) => {
    const lines = expected().parts.flatMap(({ order, mine }) =>
      mine
        .filter(({ productId }) => productId === variant.productId)
        .map((line) => ({ order, line })),
    );
    return {
      productId: variant.productId,
      name: `Product ${variant.productId}`,
      quantity: lines.reduce((sum, { line }) => sum + line.quantity, 0),
      revenue: lines.reduce(
        (sum, { line }) => sum + line.quantity * line.unitPrice - line.discount,
        0,
      ),
      orders: new Set(lines.map(({ order }) => order)).size,
    };
  };
  const all = await figures('analytics/products', MARCH);
  expect(all.data.products).toEqual([of(tea), of(mug)]);
  expect(all.meta.pagination).toEqual({ page: 1, pageSize: 25, pageCount: 1, total: 2 });
  const second = await figures('analytics/products', {
    ...MARCH,
    sort: 'quantity',
    page: '2',
    pageSize: '1',
  });
  expect(second.data.products).toEqual([of(mug)]);
  const beyond = await figures('analytics/products', { ...MARCH, page: '9', pageSize: '1' });
  expect([beyond.data.products, beyond.meta.pagination.total]).toEqual([[], 2]);
  const there = await figures('analytics/products', { ...MARCH, storeId: mombasa.documentId });
  expect(there.data.products).toEqual([of(mug)]);
});

test('customers are new or come back, guests by their address', async () => {
  const { data, meta } = await figures('analytics/customers', MARCH);
  // Baraka bought twice in March; the customer and Chao had bought in February.
  expect([data.newCustomers, data.returningCustomers]).toEqual([1, 2]);
  expect(meta.pagination.total).toBe(3);
  const spent = new Map<string, { orders: number; spent: number }>();
  for (const { order, total } of expected().parts) {
    const { orders, spent: before } = spent.get(order.buyer) ?? { orders: 0, spent: 0 };
    spent.set(order.buyer, { orders: orders + 1, spent: before + total });
  }
  const account = await shop.sql<{ id: string }>('SELECT document_id AS id FROM up_users');
  const guest = { customerId: null, firstName: null, lastName: null };
  const known = {
    customerId: account[0]?.id,
    email: 'amina@example.com',
    firstName: 'Amina',
    lastName: 'Otieno',
  };
  const top = [...spent]
    .map(([buyer, sums]) => ({
      ...(buyer === 'the customer' ? known : { ...guest, email: buyer }),
      ...sums,
    }))
    .sort((one, other) => other.spent - one.spent);
  expect(data.top).toEqual(top);
  const first = await figures('analytics/customers', { ...MARCH, pageSize: '1' });
  expect(first.data.top).toEqual(top.slice(0, 1));
});

test('orders are counted by what became of them and how long it took', async () => {
  const { data } = await figures('analytics/orders', MARCH);
  expect(data).toEqual({
    currency: null,
    period: expect.any(Object),
    orders: 6,
    byStatus: { pending: 3, ready: 1, delivered: 1, cancelled: 1 },
    byPaymentMethod: { cash_on_delivery: 6 },
    byDeliveryType: { delivery: 5, pickup: 1 },
    cancelRate: 0.1667,
    timeToReady: { orders: 1, averageSeconds: 12_600, medianSeconds: 12_600 },
    timeToShip: { orders: 1, averageSeconds: 7_200, medianSeconds: 7_200 },
  });
  const nothing = await figures('analytics/orders', { from: '2024-01-01', to: '2024-01-02' });
  expect(nothing.data).toMatchObject({
    orders: 0,
    cancelRate: 0,
    timeToReady: { orders: 0, averageSeconds: null, medianSeconds: null },
  });
});

describe('the dashboard', () => {
  test('shows today, yesterday and a period, and what is to be done', async () => {
    const newest = await guestOrders(
      [{ variant: mug, store: mombasa, quantity: 1 }],
      new Date().toISOString(),
      'farida@example.com',
    );
    const late = await guestOrders(
      [{ variant: tea, store: nairobi, quantity: 2 }],
      new Date(new Date().setUTCHours(0, 0, 0, 0) - 1).toISOString(),
      'farida@example.com',
    );
    await shop.sql('UPDATE variants SET low_stock_threshold = 1000 WHERE id = $1', [mug.id]);
    await shop.sql(
      `INSERT INTO payments (document_id, order_id, method, state, currency, created_at, updated_at)
       SELECT 'failed' || number, id, 'stripe', 'failed', 'USD', '2025-03-20', now() FROM orders
        WHERE number = $1`,
      [newest.number],
    );
    const sumsOf = (order: Sold) => expected({ isIn: (at) => at === order.at }).sums;
    const { data } = await figures('dashboard', MARCH);
    expect((await figures('analytics/dashboard', MARCH)).data).toEqual(data);
    expect(data).toMatchObject({
      currency: 'USD',
      today: sumsOf(newest),
      yesterday: sumsOf(late),
      period: { ...expected().sums, timeZone: 'UTC' },
      openOrders: { pending: 6, confirmed: 1, preparing: 0, ready: 1, shipped: 0 },
      lowStock: 1,
      failedPayments: 1,
    });
    expect(data.topProducts).toEqual((await figures('analytics/products', MARCH)).data.products);
    const byTime = [...sold].sort((one, other) => (one.at < other.at ? 1 : -1));
    const numbers = (data.newestOrders as { number: string }[]).map(({ number }) => number);
    expect(numbers).toEqual(byTime.slice(0, 10).map(({ number }) => number));
    const usual = await figures('dashboard');
    expect(usual.data.period.orders).toBe(2);
    expect(Date.parse(usual.data.period.to) - Date.parse(usual.data.period.from)).toBe(
      30 * 24 * 60 * 60 * 1000,
    );
  });

  test('shows a manager the own stores alone', async () => {
    const { session } = await member(shop, 'duka-store-manager', [mombasa]);
    const { data } = await figures('dashboard', MARCH, session);
    const asked = await figures('dashboard', { ...MARCH, storeId: mombasa.documentId });
    expect(data).toEqual(asked.data);
    expect(data.period).toMatchObject(expected({ stores: [mombasa] }).sums);
    const goods = (data.topProducts as { productId: string }[]).map(({ productId }) => productId);
    expect(goods).toEqual([mug.productId]);
    const other = await get('dashboard', { storeId: nairobi.documentId }, session);
    expect(refusal(other)).toEqual([403, 'FORBIDDEN']);
    const none = await member(shop, 'duka-store-manager');
    const empty = await figures('dashboard', MARCH, none.session);
    expect(empty.data).toMatchObject({ period: { orders: 0, net: 0 }, newestOrders: [] });
  });
});

describe('figures', () => {
  const ROUTES = [
    'dashboard',
    ...['dashboard', 'sales', 'products', 'customers', 'orders'].map((name) => `analytics/${name}`),
  ];

  test.each(ROUTES)('of %s are for who may see them', async (path) => {
    const { session } = await member(shop, 'duka-support');
    const answers = await Promise.all(
      [{}, customer, session].map((as) => get(path, {}, as as Headers)),
    );
    expect(answers.map(({ status }) => status)).toEqual([401, 403, 403]);
  });

  test.each([
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ timeZone: '+03:00' }, 'timeZone'],
    [{ from: '2025-04-01', to: '2025-03-01' }, 'to'],
    [{ from: '2020-01-01', to: '2025-03-01' }, 'to'],
    [{ from: '2025-02-30' }, 'from'],
    [{ from: '0001-01-01', to: '0001-01-02' }, 'from'],
    [{ currency: 'usd' }, 'currency'],
    [{ interval: 'year' }, 'interval'],
    [{ q: 'tea' }, 'q'],
  ])('of %j are not asked for so', async (query, path) => {
    const { status, body } = await get('analytics/sales', query as Record<string, string>);
    expect([status, body.error.details.errors[0].path]).toEqual([400, [path]]);
  });

  test('take three statements at most', async () => {
    for (const path of ROUTES) {
      const names = await shop.steps.during(() => figures(path, MARCH));
      const own = names.filter((name) => name.startsWith('analytics.'));
      expect({ path, few: own.length <= 3, own }).toMatchObject({ few: true });
      expect(own.length).toBeGreaterThan(1);
    }
  });
});
