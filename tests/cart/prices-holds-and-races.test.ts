import { pruneCarts } from '../../src/plugins/cart/server/sql/prune-carts';
import { faultsInBooks } from '../support/books';
import {
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
import { bearer, call, type HttpAnswer } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { until } from '../support/until';

let shop: TestShop;

beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.stop());

describe('others at the same moment', () => {
  let store: Store;
  let variant: Variant;

  beforeEach(async () => {
    store = await makeStore(shop);
    variant = await makeVariant(shop);
    await stock(shop, store, variant, 100);
  });

  afterEach(async () => {
    expect(await faultsInBooks(shop)).toEqual([]);
  });

  const send = (method: string, path: string, token: string, body?: unknown): Promise<HttpAnswer> =>
    call(method, `${shop.url}/api${path}`, {
      headers: { 'X-Cart-Token': token, ...newKey() },
      body,
    });

  const add = (token: string, { sku }: Variant, quantity = 1) =>
    send('POST', '/cart/items', token, { sku, quantity });

  test('adds of one thing to one cart at the same moment are all counted', async () => {
    const token = await guestWith(shop.url, variant, 1);
    const added = await Promise.all(Array.from({ length: 15 }, () => add(token, variant)));
    expect(added.map(({ status }) => status)).toEqual(added.map(() => 201));
    const { items } = (await send('GET', '/cart', token)).body.data;
    expect(items).toMatchObject([{ sku: variant.sku, quantity: 16 }]);
    expect(await stockOf(shop, store, variant)).toMatchObject({ reserved: 16 });
  });

  test('different changes of one cart at the same moment are all kept', async () => {
    const others = await Promise.all(Array.from({ length: 6 }, () => makeVariant(shop)));
    for (const other of others) await stock(shop, store, other, 5);
    const token = await guestWith(shop.url, variant, 5);
    const [line] = (await send('GET', '/cart', token)).body.data.items as { id: string }[];
    await Promise.all([
      ...others.map((other) => add(token, other, 2)),
      send('PUT', `/cart/items/${line?.id}`, token, { quantity: 3 }),
      send('PUT', '/cart', token, { email: 'amina@example.com' }),
    ]);
    const { items, email } = (await send('GET', '/cart', token)).body.data;
    expect(email).toBe('amina@example.com');
    const quantities = (items as { quantity: number }[]).map(({ quantity }) => quantity);
    expect(quantities).toEqual([3, ...others.map(() => 2)]);
  });

  test('F-47 an order has what the cart had when it was closed, and nothing else is held', async () => {
    const other = await makeVariant(shop);
    await stock(shop, store, other, 5);
    for (let turn = 0; turn < 6; turn += 1) {
      const token = await guestWith(shop.url, variant, 2);
      const [placed, added] = await Promise.all([
        send('POST', '/orders', token, CASH_ORDER),
        add(token, other),
      ]);
      expect(placed.status).toBe(201);
      expect(added.status).toBe(201);
      const ordered = (placed.body.data.items as { sku: string }[]).map(({ sku }) => sku);
      // Either the order took the second line along, or that went into a new cart.
      const inNewCart = added.body.data.token !== token;
      expect(ordered).toEqual(inNewCart ? [variant.sku] : [variant.sku, other.sku]);
      await send('DELETE', '/cart/clear', added.body.data.token as string);
    }
  });

  /** Somebody with an account, signed in. */
  async function customer(email: string): Promise<Record<string, string>> {
    const body = { email, password: 'kahawa-chungu-7', firstName: 'Amina', lastName: 'Otieno' };
    const registered = await call('POST', `${shop.url}/api/auth/register`, { body });
    return bearer(registered.body.data.token as string);
  }

  test('a customer’s first adds at the same moment make one cart', async () => {
    const headers = await customer('first@example.com');
    const added = await Promise.all(
      Array.from({ length: 8 }, () =>
        call('POST', `${shop.url}/api/cart/items`, {
          headers: { ...headers, ...newKey() },
          body: { sku: variant.sku, quantity: 1 },
        }),
      ),
    );
    expect(added.map(({ status }) => status)).toEqual(added.map(() => 201));
    const cart = await call('GET', `${shop.url}/api/cart`, { headers });
    expect(cart.body.data.items).toMatchObject([{ quantity: 8 }]);
    expect(
      await shop.sql(`SELECT FROM carts WHERE customer_id IS NOT NULL AND status = 'open'`),
    ).toHaveLength(1);
  });

  test('a cart whose time is over stays where its customer is just coming back to it', async () => {
    const [back, away] = [await customer('back@example.com'), await customer('away@example.com')];
    const addOne = async (headers: Record<string, string>) => {
      const body = { sku: variant.sku, quantity: 1 };
      const added = await call('POST', `${shop.url}/api/cart/items`, {
        headers: { ...headers, ...newKey() },
        body,
      });
      return added.body.data.token as string;
    };
    const tokens = [await addOne(back), await addOne(away)];
    const ids = tokens.map((token) => token.split('.')[0]);
    await shop.sql(
      `UPDATE carts SET expires_at = now() - interval '1 minute' WHERE public_id = ANY ($1)`,
      [ids],
    );
    const stop = await shop.steps.stopBefore('cart.write');
    const coming = addOne(back);
    await stop.standing;
    const pruned = shop.sql(pruneCarts.text);
    await until(async () => {
      const waiting = `SELECT FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                          AND query LIKE 'DELETE FROM carts%'`;
      return (await shop.sql(waiting)).length > 0;
    }, 'who prunes to wait for the cart');
    await stop.go();
    expect(await coming).toBe(tokens[0]);
    await pruned;
    const { items } = (await call('GET', `${shop.url}/api/cart`, { headers: back })).body.data;
    expect(items).toMatchObject([{ sku: variant.sku, quantity: 2 }]);
    const left = await shop.sql('SELECT public_id FROM carts WHERE public_id = ANY ($1)', [ids]);
    expect(left).toEqual([{ public_id: ids[0] }]);
  });

  test('nobody is refused while another store has one left', async () => {
    const spread = await makeVariant(shop);
    const stores = await Promise.all(Array.from({ length: 24 }, () => makeStore(shop)));
    for (const one of stores) await stock(shop, one, spread, 1);
    const buy = () =>
      call('POST', `${shop.url}/api/cart/items`, { body: { sku: spread.sku, quantity: 1 } });
    const bought = await Promise.all(stores.map(buy));
    expect(bought.map(({ status }) => status)).toEqual(stores.map(() => 201));
    const held = await Promise.all(stores.map((one) => stockOf(shop, one, spread)));
    expect(held).toEqual(stores.map(() => ({ on_hand: 1, reserved: 1 })));
    const late = await buy();
    expect([late.status, late.body.error.details.available]).toEqual([409, 0]);
  });
});

describe('prices that change', () => {
  let store: Store;
  let variant: Variant;

  beforeEach(async () => {
    store = await makeStore(shop);
    variant = await makeVariant(shop, { price: 1000 });
    await stock(shop, store, variant, 20);
  });

  const reprice = (price: number) =>
    shop.sql('UPDATE variants SET price = $2 WHERE id = $1', [variant.id, price]);

  const send = (
    method: string,
    path: string,
    token: string,
    body?: unknown,
    headers: Record<string, string> = newKey(),
  ): Promise<HttpAnswer> =>
    call(method, `${shop.url}/api${path}`, {
      headers: { 'X-Cart-Token': token, ...headers },
      body,
    });

  const order = (token: string, more: object = {}, headers?: Record<string, string>) =>
    send('POST', '/orders', token, { ...CASH_ORDER, ...more }, headers);

  test('a cart shows what a line cost when the shopper agreed to it', async () => {
    const token = await guestWith(shop.url, variant, 2);
    const before = (await send('GET', '/cart', token)).body.data;
    expect(before).toMatchObject({ priceChanged: false, items: [{ previousUnitPrice: null }] });
    await reprice(1200);
    for (let turn = 0; turn < 2; turn += 1) {
      const seen = (await send('GET', '/cart', token)).body.data;
      expect(seen).toMatchObject({
        priceChanged: true,
        items: [{ unitPrice: 1200, previousUnitPrice: 1000, total: 2400 }],
      });
    }
    const described = await send('PUT', '/cart', token, { email: 'guest@example.com' });
    expect(described.body.data.priceChanged).toBe(true);

    const { id } = described.body.data.items[0] as { id: string };
    const changed = await send('PUT', `/cart/items/${id}`, token, { quantity: 3 });
    expect(changed.body.data).toMatchObject({
      priceChanged: false,
      items: [{ unitPrice: 1200, previousUnitPrice: null }],
    });
  });

  test('F-47 F-51 an order at a price that the shopper was never shown is refused once, naming both', async () => {
    const token = await guestWith(shop.url, variant, 2);
    await reprice(1500);
    const key = newKey();
    const refused = await order(token, {}, key);
    expect(refused.status).toBe(409);
    expect(refused.body.error.details).toEqual({
      code: 'PRICE_CHANGED',
      currency: 'USD',
      total: 3500,
      lines: [
        { id: expect.any(String), sku: variant.sku, previousUnitPrice: 1000, unitPrice: 1500 },
      ],
    });
    const placed = await order(token, {}, key);
    expect(placed.status).toBe(201);
    expect(placed.body.data.total).toBe(3500);
  });

  test('a price that came down is told as well, and one that changes again once more', async () => {
    const token = await guestWith(shop.url, variant, 1);
    await reprice(900);
    expect((await order(token)).body.error.details.lines).toMatchObject([
      { previousUnitPrice: 1000, unitPrice: 900 },
    ]);
    await reprice(1000);
    expect((await order(token)).body.error.details.lines).toMatchObject([
      { previousUnitPrice: 900, unitPrice: 1000 },
    ]);
    expect((await order(token)).status).toBe(201);
  });

  test.each([
    ['reading the cart', (token: string) => send('GET', '/cart', token)],
    ['another change', (token: string) => send('PUT', '/cart', token, { email: 'a@example.com' })],
  ])('%s tells the price, and the order goes through', async (_what, look) => {
    const token = await guestWith(shop.url, variant, 1);
    await reprice(1100);
    await look(token);
    const placed = await order(token);
    expect(placed.status).toBe(201);
    expect(placed.body.data.subtotal).toBe(1100);
  });

  test('who expects the new total need not be told, and who expects another is refused', async () => {
    const token = await guestWith(shop.url, variant, 1);
    await reprice(1100);
    const refused = await order(token, { expectedTotal: 1500 });
    expect(refused.status).toBe(409);
    expect(refused.body.error.details).toMatchObject({
      code: 'PRICE_CHANGED',
      expectedTotal: 1500,
      total: 1600,
    });
    await reprice(1300);
    expect((await order(token, { expectedTotal: 1800 })).status).toBe(201);
  });

  test('goods that an order moves to another store do not hide a new price', async () => {
    const other = await makeStore(shop);
    await stock(shop, other, variant, 5);
    const token = await guestWith(shop.url, variant, 1, { storeId: store.documentId });
    await reprice(1700);
    const refused = await order(token, { storeId: other.documentId });
    expect([refused.status, refused.body.error.details.code]).toEqual([409, 'PRICE_CHANGED']);
  });

  test('the currency of a cart is fixed by its first line', async () => {
    const opened = await call('PUT', `${shop.url}/api/cart`, { body: { currency: 'USD' } });
    const { token } = opened.body.data as { token: string };
    await send('POST', '/cart/items', token, { sku: variant.sku, quantity: 1 });
    expect((await send('PUT', '/cart', token, { currency: 'USD' })).status).toBe(200);
    const refused = await send('PUT', '/cart', token, { currency: 'KES' });
    expect([refused.status, refused.body.error.details.code]).toEqual([409, 'CURRENCY_FIXED']);
  });

  test('F-52 a withdrawn SKU stays in sight, stops the order by its name and can be removed', async () => {
    const other = await makeVariant(shop);
    await stock(shop, store, other, 5);
    const token = await guestWith(shop.url, variant, 1);
    await send('POST', '/cart/items', token, { sku: other.sku, quantity: 1 });
    await shop.sql('UPDATE variants SET active = false WHERE id = $1', [variant.id]);
    const { items } = (await send('GET', '/cart', token)).body.data;
    expect(items).toMatchObject([
      { sku: variant.sku, forSale: false },
      { sku: other.sku, forSale: true },
    ]);
    const refused = await order(token);
    expect(refused.status).toBe(422);
    expect(refused.body.error.details).toEqual({ code: 'NOT_FOR_SALE', sku: variant.sku });
    await send('DELETE', `/cart/items/${items[0].id}`, token);
    expect((await order(token)).status).toBe(201);
  });
});

describe('holds that run out', () => {
  let store: Store;
  let variant: Variant;

  beforeAll(async () => {
    // No sweeper comes by: expired holds must be free all the same.
    await shop.sql(
      `UPDATE schedules SET due_at = 'infinity' WHERE name = 'inventory.sweep_expired'`,
    );
  });

  beforeEach(async () => {
    store = await makeStore(shop);
    variant = await makeVariant(shop);
    await stock(shop, store, variant, 5);
  });

  afterEach(async () => {
    expect(await faultsInBooks(shop)).toEqual([]);
  });

  /** Lets the time of every hold on the variant run out. */
  async function expire(): Promise<void> {
    await shop.sql(
      `UPDATE holds SET expires_at = now() - interval '1 second'
      WHERE state = 'held' AND stock_level_id = (SELECT id FROM stock_levels WHERE variant_id = $1)`,
      [variant.id],
    );
    await shop.sql(
      `UPDATE cart_lines SET reserved_until = now() - interval '1 second' WHERE variant_id = $1`,
      [variant.id],
    );
  }

  const read = (token: string) =>
    call('GET', `${shop.url}/api/cart`, { headers: { 'X-Cart-Token': token } });

  const order = (token: string) =>
    call('POST', `${shop.url}/api/orders`, {
      headers: { ...newKey(), 'X-Cart-Token': token },
      body: CASH_ORDER,
    });

  test('an expired hold is free for others at once', async () => {
    await guestWith(shop.url, variant, 5);
    await expire();
    const next = await guestWith(shop.url, variant, 5);
    expect((await read(next)).body.data.items[0].quantity).toBe(5);
    expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 5, reserved: 5 });
  });

  test('a shopper who comes back has the goods held again', async () => {
    const token = await guestWith(shop.url, variant, 3);
    await expire();
    const [item] = (await read(token)).body.data.items;
    expect(Date.parse(item.reservedUntil)).toBeGreaterThan(Date.now());
    expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 5, reserved: 3 });
  });

  test('where they are gone meanwhile, the line says so and cannot be ordered', async () => {
    const token = await guestWith(shop.url, variant, 3);
    await expire();
    await guestWith(shop.url, variant, 4);
    const [item] = (await read(token)).body.data.items;
    expect(item).toMatchObject({ quantity: 3, reservedUntil: null });
    const refused = await order(token);
    expect(refused.status).toBe(409);
    expect(refused.body.error.details).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      sku: variant.sku,
      requested: 3,
      available: 1,
    });
    expect((await read(token)).body.data.items).toHaveLength(1);
  });

  test('an order holds expired goods anew where they are still there', async () => {
    const token = await guestWith(shop.url, variant, 3);
    await expire();
    expect((await order(token)).status).toBe(201);
    const other = await guestWith(shop.url, variant, 2);
    expect((await order(other)).status).toBe(201);
    expect(await stockOf(shop, store, variant)).toMatchObject({ on_hand: 5 });
  });

  test('a change gives every hold of the cart its full time again', async () => {
    const other = await makeVariant(shop);
    await stock(shop, store, other, 5);
    const token = await guestWith(shop.url, variant, 1);
    await shop.sql(
      `WITH soon AS (SELECT now() + interval '10 seconds' AS at),
          line AS (UPDATE cart_lines SET reserved_until = soon.at FROM soon WHERE variant_id = $1
                   RETURNING hold_id)
     UPDATE holds SET expires_at = soon.at FROM soon, line WHERE holds.id = line.hold_id`,
      [variant.id],
    );
    const added = await call('POST', `${shop.url}/api/cart/items`, {
      headers: { 'X-Cart-Token': token },
      body: { sku: other.sku, quantity: 1 },
    });
    const minute = 60_000;
    for (const item of added.body.data.items) {
      expect(Date.parse(item.reservedUntil)).toBeGreaterThan(Date.now() + 14 * minute);
    }
  });

  test('a hold may be as short as three seconds', async () => {
    await shop.restart({ env: { DUKA_HOLD_MINUTES: '0.05' } });
    await guestWith(shop.url, variant, 5);
    const lives = await shop.sql(
      `SELECT extract(epoch FROM expires_at - created_at)::float8 AS seconds FROM holds
      WHERE state = 'held'
        AND stock_level_id = (SELECT id FROM stock_levels WHERE variant_id = $1)`,
      [variant.id],
    );
    const body = { sku: variant.sku, quantity: 5 };
    const next = () => call('POST', `${shop.url}/api/cart/items`, { body });
    expect((await next()).status).toBe(409);
    await until(async () => (await next()).status === 201, 'the goods to be free again', 20_000);
    expect(lives).toEqual([{ seconds: expect.closeTo(3, 0) }]);
  });
});
