import { faultsInBooks } from '../support/books';
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
import { runDoctor } from '../support/doctor';
import { bearer, call, refusal } from '../support/http';
import { createShop, type TestShop } from '../support/shop';

let shop: TestShop;
let store: Store;
let variant: Variant;
let customers = 0;

beforeAll(async () => {
  shop = await createShop();
});

afterAll(() => shop.stop());

beforeEach(async () => {
  store = await makeStore(shop);
  variant = await makeVariant(shop, { price: 1000 });
  await stock(shop, store, variant, 10);
});

afterEach(async () => {
  expect(await faultsInBooks(shop)).toEqual([]);
});

const place = (token: string, body: object = CASH_ORDER) =>
  call('POST', `${shop.url}/api/orders`, {
    headers: { ...newKey(), 'X-Cart-Token': token },
    body,
  });

/** Registers a customer and gives the header of their session. */
async function newCustomer(): Promise<{ session: { Authorization: string }; email: string }> {
  customers += 1;
  const email = `customer${customers}@example.com`;
  const registered = await call('POST', `${shop.url}/api/auth/register`, {
    body: { email, password: 'correct horse battery', firstName: 'Amina', lastName: 'Otieno' },
  });
  return { session: bearer(registered.body.data.token as string), email };
}

async function customerWith(quantity: number) {
  const { email, session } = await newCustomer();
  const added = await call('POST', `${shop.url}/api/cart/items`, {
    headers: session,
    body: { sku: variant.sku, quantity },
  });
  expect(added.status).toBe(201);
  return { email, session };
}

describe('a customer', () => {
  test('orders under their own address, lists their orders and sees no token', async () => {
    const { email, session } = await customerWith(2);
    const placed = await call('POST', `${shop.url}/api/orders`, {
      headers: { ...session, ...newKey() },
      body: { ...CASH_ORDER, email: undefined },
    });
    expect(placed.status).toBe(201);
    expect(placed.body.data.email).toBe(email);
    expect(placed.body.data).not.toHaveProperty('accessToken');

    const list = await call('GET', `${shop.url}/api/orders?page=1&pageSize=5`, {
      headers: session,
    });
    expect(list.body.data).toEqual([placed.body.data]);
    expect(list.body.meta.pagination).toEqual({ page: 1, pageSize: 5, pageCount: 1, total: 1 });
    const seen = await call('GET', `${shop.url}/api/orders/${placed.body.data.number}`, {
      headers: session,
    });
    expect(seen.body.data).toEqual(placed.body.data);
  });

  test('F-61 does not see another one’s order', async () => {
    const { session } = await customerWith(1);
    const placed = await call('POST', `${shop.url}/api/orders`, {
      headers: { ...session, ...newKey() },
      body: CASH_ORDER,
    });
    const { session: stranger } = await newCustomer();
    for (const path of ['', '/track']) {
      const seen = await call(
        'GET',
        `${shop.url}/api/orders/${placed.body.data.documentId}${path}`,
        {
          headers: stranger,
        },
      );
      expect(refusal(seen)).toEqual([404, 'ORDER_NOT_FOUND']);
    }
    const cancelled = await call(
      'PUT',
      `${shop.url}/api/orders/${placed.body.data.documentId}/cancel`,
      { headers: stranger },
    );
    expect(refusal(cancelled)).toEqual([404, 'ORDER_NOT_FOUND']);
  });

  test('keeps the cart of before the sign-in, its token opens it no more', async () => {
    const token = await guestWith(shop.url, variant, 2);
    const { session } = await newCustomer();
    const mine = await call('GET', `${shop.url}/api/cart`, {
      headers: { ...session, 'X-Cart-Token': token },
    });
    expect(mine.body.data.items).toMatchObject([{ sku: variant.sku, quantity: 2 }]);
    const guests = await call('GET', `${shop.url}/api/cart`, {
      headers: { 'X-Cart-Token': token },
    });
    expect(guests.body.data.items).toEqual([]);
  });

  test('finds both carts in one, with their holds, and once', async () => {
    const other = await makeVariant(shop);
    await stock(shop, store, other, 5);
    const { session } = await customerWith(1);
    const token = await guestWith(shop.url, variant, 2);
    const both = { ...session, 'X-Cart-Token': token };
    await call('POST', `${shop.url}/api/cart/items`, {
      headers: { 'X-Cart-Token': token },
      body: { sku: other.sku, quantity: 1 },
    });
    for (let turn = 0; turn < 2; turn += 1) {
      const joined = await call('GET', `${shop.url}/api/cart`, { headers: both });
      expect(joined.body.data.items).toMatchObject([
        { sku: variant.sku, quantity: 3 },
        { sku: other.sku, quantity: 1 },
      ]);
    }
    expect(await stockOf(shop, store, variant)).toMatchObject({ reserved: 3 });
    expect(await stockOf(shop, store, other)).toMatchObject({ reserved: 1 });
  });
});

describe('what an order needs', () => {
  test('F-40 F-42 a key', async () => {
    const token = await guestWith(shop.url, variant);
    const answer = await call('POST', `${shop.url}/api/orders`, {
      headers: { 'X-Cart-Token': token },
      body: CASH_ORDER,
    });
    expect(refusal(answer)).toEqual([400, 'IDEMPOTENCY_KEY_REQUIRED']);
  });

  test('something in the cart', async () => {
    const answer = await call('POST', `${shop.url}/api/orders`, {
      headers: newKey(),
      body: CASH_ORDER,
    });
    expect(refusal(answer)).toEqual([409, 'CART_EMPTY']);
  });

  const lacks: [string, object][] = [
    ['email', { ...CASH_ORDER, email: undefined }],
    ['email', { ...CASH_ORDER, email: 'nobody' }],
    ['deliveryType', { ...CASH_ORDER, deliveryType: undefined }],
    ['deliveryType', { ...CASH_ORDER, deliveryType: 'drone' }],
    ['shippingAddress', { ...CASH_ORDER, shippingAddress: undefined }],
    ['shippingAddress.country', { ...CASH_ORDER, shippingAddress: { ...ADDRESS, country: 'x' } }],
    ['paymentMethod', { ...CASH_ORDER, paymentMethod: 'barter' }],
    ['paymentMethod', { ...CASH_ORDER, paymentMethod: undefined }],
    ['expectedTotal', { ...CASH_ORDER, expectedTotal: 0.5 }],
    ['notes', { ...CASH_ORDER, notes: 'a\u0000b' }],
    ['notes', { ...CASH_ORDER, notes: 'x'.repeat(10_000) }],
  ];
  test.each(lacks)('a right %s', async (path, body) => {
    const token = await guestWith(shop.url, variant);
    const answer = await place(token, body);
    expect(refusal(answer)).toEqual([400, 'VALIDATION_FAILED']);
    expect(answer.body.error.details.errors[0].path.join('.')).toBe(path);
  });

  test.each(['total', 'status', 'paymentStatus', 'currency', 'customer', 'discountTotal'])(
    'F-50 no %s of the caller’s',
    async (field) => {
      const token = await guestWith(shop.url, variant);
      const answer = await place(token, { ...CASH_ORDER, [field]: 1 });
      expect(refusal(answer)).toEqual([400, 'VALIDATION_FAILED']);
    },
  );

  test('a payment method that the shop has', async () => {
    const methods = await call('GET', `${shop.url}/api/payments/methods`);
    expect(methods.body.data).toEqual([{ method: 'cash_on_delivery', name: 'Cash on delivery' }]);
    const token = await guestWith(shop.url, variant);
    const answer = await place(token, { ...CASH_ORDER, paymentMethod: 'stripe' });
    expect(refusal(answer)).toEqual([422, 'PAYMENT_METHOD_UNAVAILABLE']);
  });

  test('F-58 names of every script are kept as they are', async () => {
    const token = await guestWith(shop.url, variant);
    const shippingAddress = { ...ADDRESS, firstName: "O'Brien 🧺", lastName: 'عمر <script>' };
    const placed = await place(token, { ...CASH_ORDER, shippingAddress });
    expect(placed.body.data.shippingAddress).toEqual(shippingAddress);
  });
});

describe('prices', () => {
  test('F-47 a total that the shopper has not seen is refused, and nothing is ordered', async () => {
    const token = await guestWith(shop.url, variant, 2);
    await shop.sql('UPDATE variants SET price = 1500 WHERE id = $1', [variant.id]);
    const refused = await place(token, { ...CASH_ORDER, expectedTotal: 2500 });
    expect(refusal(refused)).toEqual([409, 'PRICE_CHANGED']);
    expect(refused.body.error.details).toMatchObject({ expectedTotal: 2500, total: 3500 });
    const placed = await place(token, { ...CASH_ORDER, expectedTotal: 3500 });
    expect(placed.body.data).toMatchObject({ subtotal: 3000, shippingTotal: 500, total: 3500 });
  });

  test('F-52 what was taken off sale meanwhile is not sold', async () => {
    const token = await guestWith(shop.url, variant);
    await shop.sql('UPDATE variants SET active = false WHERE id = $1', [variant.id]);
    expect(refusal(await place(token))).toEqual([422, 'NOT_FOR_SALE']);
  });

  test('an order keeps its price, whatever becomes of the variant', async () => {
    const token = await guestWith(shop.url, variant);
    const { documentId, accessToken } = (await place(token)).body.data;
    await shop.sql(`UPDATE variants SET price = 1, title = 'Other' WHERE id = $1`, [variant.id]);
    const seen = await call('GET', `${shop.url}/api/orders/${documentId}`, {
      headers: { 'X-Order-Token': accessToken },
    });
    expect(seen.body.data.items[0]).toMatchObject({ unitPrice: 1000, total: 1000 });
  });
});

describe('pickup', () => {
  const PICKUP = {
    email: 'guest@example.com',
    deliveryType: 'pickup',
    paymentMethod: 'cash_on_delivery',
  };

  test('costs nothing and belongs to its store', async () => {
    const token = await guestWith(shop.url, variant);
    const placed = await place(token, { ...PICKUP, storeId: store.documentId });
    expect(placed.body.data).toMatchObject({
      deliveryType: 'pickup',
      storeId: store.documentId,
      shippingTotal: 0,
      total: 1000,
      shippingAddress: null,
    });
  });

  test('brings the goods to the store named', async () => {
    const other = await makeStore(shop);
    await stock(shop, other, variant, 3);
    const token = await guestWith(shop.url, variant, 2, { storeId: store.documentId });
    const placed = await place(token, { ...PICKUP, storeId: other.documentId });
    expect(placed.body.data.shipments).toMatchObject([{ storeId: other.documentId }]);
    expect(await stockOf(shop, store, variant)).toMatchObject({ reserved: 0 });
    expect(await stockOf(shop, other, variant)).toMatchObject({ reserved: 2 });
  });

  test('is refused where the store has too little or hands nothing out', async () => {
    const small = await makeStore(shop);
    await stock(shop, small, variant, 1);
    const token = await guestWith(shop.url, variant, 2, { storeId: store.documentId });
    const short = await place(token, { ...PICKUP, storeId: small.documentId });
    expect(refusal(short)).toEqual([409, 'INSUFFICIENT_STOCK']);
    expect(await stockOf(shop, small, variant)).toMatchObject({ reserved: 0 });
    const warehouse = await makeStore(shop, { pickup: false });
    await stock(shop, warehouse, variant, 9);
    const closed = await place(token, { ...PICKUP, storeId: warehouse.documentId });
    expect(refusal(closed)).toEqual([422, 'PICKUP_UNAVAILABLE']);
    const unknown = await place(token, { ...PICKUP, storeId: 'nosuch' });
    expect(refusal(unknown)).toEqual([404, 'STORE_NOT_FOUND']);
  });

  test('of goods from two stores asks for one of them', async () => {
    const other = await makeStore(shop);
    await stock(shop, other, variant, 3);
    const token = await guestWith(shop.url, variant, 1, { storeId: store.documentId });
    await call('POST', `${shop.url}/api/cart/items`, {
      headers: { 'X-Cart-Token': token },
      body: { sku: variant.sku, quantity: 1, storeId: other.documentId },
    });
    expect(refusal(await place(token, PICKUP))).toEqual([422, 'PICKUP_UNAVAILABLE']);
    const delivered = await place(token);
    expect(delivered.body.data.shipments).toHaveLength(2);
    expect(delivered.body.data.storeId).toBeNull();
  });
});

test('cash orders are confirmed at once where the shop says so', async () => {
  await shop.sql('UPDATE shop_settings SET confirm_cash_orders = true');
  try {
    const token = await guestWith(shop.url, variant);
    const placed = await place(token);
    expect(placed.body.data.status).toBe('confirmed');
    const tracked = await call('GET', `${shop.url}/api/orders/${placed.body.data.number}/track`, {
      headers: { 'X-Order-Token': placed.body.data.accessToken },
    });
    expect(tracked.body.data.history.map((step: { status: string }) => step.status)).toEqual([
      'pending',
      'confirmed',
    ]);
    const events = await shop.sql<{ event: string }>(
      'SELECT event FROM outbox WHERE subject = $1 ORDER BY id',
      [placed.body.data.documentId],
    );
    expect(events.map(({ event }) => event)).toEqual(['order.placed', 'order.confirmed']);
  } finally {
    await shop.sql('UPDATE shop_settings SET confirm_cash_orders = false');
  }
});

test('the doctor names an order whose books are wrong, and only that', async () => {
  const token = await guestWith(shop.url, variant, 2);
  const { number, documentId } = (await place(token)).body.data;
  expect(await runDoctor(shop.database.url)).toMatchObject({ status: 0 });
  await shop.sql('UPDATE orders SET shipping_total = 0, total = 2000 WHERE number = $1', [number]);
  expect(await runDoctor(shop.database.url)).toMatchObject({ status: 0 });
  await shop.sql('UPDATE orders SET subtotal = 1999, total = 1999 WHERE number = $1', [number]);
  await shop.sql(
    `UPDATE holds SET state = 'held', order_id = NULL, order_line_id = NULL WHERE order_id = $1`,
    [documentId],
  );
  const found = await runDoctor(shop.database.url);
  expect(found.status).toBe(1);
  expect(found.output).toContain(`total of order ${number} is 1999`);
  expect(found.output).toContain(`order ${number} (pending) is for 2 of ${variant.sku}`);
  await shop.sql('UPDATE orders SET subtotal = 2000, total = 2000 WHERE number = $1', [number]);
  await shop.sql(
    `UPDATE holds SET state = 'allocated', order_id = $1,
            order_line_id = (SELECT line.document_id FROM order_lines line
                               JOIN orders ON orders.id = line.order_id
                              WHERE orders.document_id = $1)
      WHERE state = 'held' AND stock_level_id =
            (SELECT id FROM stock_levels WHERE variant_id = $2)`,
    [documentId, variant.id],
  );
});
