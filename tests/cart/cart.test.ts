import { faultsInBooks } from '../support/books';
import {
  ADDRESS,
  guestWith,
  makeProduct,
  makeStore,
  makeVariant,
  newKey,
  stock,
  stockOf,
  type Store,
  type Variant,
} from '../support/catalogue';
import { call, refusal, type HttpAnswer } from '../support/http';
import { createShop, type TestShop } from '../support/shop';

let shop: TestShop;
let store: Store;
let variant: Variant;

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

const cart = (method: string, path: string, token?: string, body?: unknown) =>
  call(method, `${shop.url}/api/cart${path}`, {
    headers: token === undefined ? {} : { 'X-Cart-Token': token },
    body,
  });

const add = ({ sku }: Variant, quantity: number, token?: string) =>
  cart('POST', '/items', token, { sku, quantity });

describe('a guest without a cart', () => {
  test('sees an empty one', async () => {
    const seen = await cart('GET', '');
    expect(seen.status).toBe(200);
    expect(seen.body.data).toMatchObject({ token: null, currency: 'USD', items: [], coupon: null });
    expect(seen.body.data.totals.total).toBe(0);
  });

  test.each(['/clear', '/coupon'])('has nothing to lose by DELETE %s', async (path) => {
    const emptied = await cart('DELETE', path);
    expect([emptied.status, emptied.headers.get('X-Cart-Token')]).toEqual([200, null]);
    expect(emptied.body.data).toMatchObject({ token: null, items: [], coupon: null });
  });

  test('gets the same cart for a first add that is sent again', async () => {
    const again = { headers: newKey(), body: { sku: variant.sku, quantity: 1 } };
    const first = await call('POST', `${shop.url}/api/cart/items`, again);
    const second = await call('POST', `${shop.url}/api/cart/items`, again);
    expect(second.headers.get('Idempotency-Replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('X-Cart-Token')).toBe(first.body.data.token);
    expect(await stockOf(shop, store, variant)).toMatchObject({ reserved: 1 });
  });

  test('with a forged token is turned away', async () => {
    expect(refusal(await cart('GET', '', 'not.genuine'))).toEqual([401, 'INVALID_TOKEN']);
  });
});

describe('the lines of a cart', () => {
  test('the same SKU and store is one line', async () => {
    const token = await guestWith(shop.url, variant, 2);
    const added = await add(variant, 3, token);
    expect(added.body.data.items).toHaveLength(1);
    expect(added.body.data.items[0].quantity).toBe(5);
    expect(await stockOf(shop, store, variant)).toMatchObject({ reserved: 5 });
  });

  test('grow and shrink with what they hold, and go at 0', async () => {
    const token = await guestWith(shop.url, variant, 2);
    const item = (await cart('GET', '', token)).body.data.items[0].id as string;
    const reserved = async () => (await stockOf(shop, store, variant))?.reserved;

    await cart('PUT', `/items/${item}`, token, { quantity: 7 });
    expect(await reserved()).toBe(7);
    await cart('PUT', '/update', token, { itemId: item, quantity: 3 });
    expect(await reserved()).toBe(3);
    const tooMany = await cart('PUT', `/items/${item}`, token, { quantity: 11 });
    expect(refusal(tooMany)).toEqual([409, 'INSUFFICIENT_STOCK']);
    expect(tooMany.body.error.details).toMatchObject({
      sku: variant.sku,
      requested: 11,
      available: 10,
    });
    expect(await reserved()).toBe(3);
    const emptied = await cart('PUT', `/items/${item}`, token, { quantity: 0 });
    expect(emptied.body.data.items).toEqual([]);
    expect(await reserved()).toBe(0);
    expect(refusal(await cart('DELETE', `/items/${item}`, token))).toEqual([
      404,
      'CART_ITEM_NOT_FOUND',
    ]);
  });

  test('are removed by product, and all at once', async () => {
    const other = await makeVariant(shop);
    await stock(shop, store, other, 5);
    const token = await guestWith(shop.url, variant, 2);
    await cart('POST', '/add', token, { sku: other.sku, quantity: 1 });
    const left = await cart('DELETE', `/remove/${variant.productId}`, token);
    expect(left.body.data.items.map((item: { sku: string }) => item.sku)).toEqual([other.sku]);
    const cleared = await cart('DELETE', '/clear', token);
    expect(cleared.body.data.items).toEqual([]);
    expect(await stockOf(shop, store, variant)).toMatchObject({ reserved: 0 });
    expect(await stockOf(shop, store, other)).toMatchObject({ reserved: 0 });
  });

  test('are removed by the product’s slug as well, for sale or not', async () => {
    await shop.sql(`UPDATE products SET slug = 'a-mug' WHERE document_id = $1`, [
      variant.productId,
    ]);
    const token = await guestWith(shop.url, variant, 2);
    await shop.sql('DELETE FROM products WHERE document_id = $1 AND published_at IS NOT NULL', [
      variant.productId,
    ]);
    expect(refusal(await cart('DELETE', '/remove/no-mug', token))).toEqual([
      404,
      'CART_ITEM_NOT_FOUND',
    ]);
    const left = await cart('DELETE', '/remove/a-mug', token);
    expect([left.status, left.body.data.items]).toEqual([200, []]);
  });

  test('do not grow once they are not for sale, and shrink all the same', async () => {
    const token = await guestWith(shop.url, variant, 2);
    const item = (await cart('GET', '', token)).body.data.items[0].id as string;
    await shop.sql('UPDATE variants SET active = false WHERE id = $1', [variant.id]);
    const more = await cart('PUT', `/items/${item}`, token, { quantity: 3 });
    expect(refusal(more)).toEqual([422, 'NOT_FOR_SALE']);
    const same = await cart('PUT', '/update', token, { itemId: item, quantity: 2 });
    const less = await cart('PUT', `/items/${item}`, token, { quantity: 1 });
    expect([same.status, less.status]).toEqual([200, 200]);
    expect(await stockOf(shop, store, variant)).toMatchObject({ reserved: 1 });
  });

  test('F-61 belong to one cart: another token does not reach them', async () => {
    const token = await guestWith(shop.url, variant, 2);
    const item = (await cart('GET', '', token)).body.data.items[0].id as string;
    const stranger = await guestWith(shop.url, variant, 1);
    const tried = await cart('PUT', `/items/${item}`, stranger, { quantity: 1 });
    expect(refusal(tried)).toEqual([404, 'CART_ITEM_NOT_FOUND']);
  });
});

describe('what can be bought', () => {
  test('more than there is is refused and changes nothing', async () => {
    const answer = await add(variant, 11);
    expect(refusal(answer)).toEqual([409, 'INSUFFICIENT_STOCK']);
    expect(answer.body.error.details).toMatchObject({ requested: 11, available: 10 });
    expect(await shop.sql('SELECT FROM cart_lines WHERE variant_id = $1', [variant.id])).toEqual(
      [],
    );
  });

  test('an unknown SKU, product and store are 404', async () => {
    const addOne = (body: object) => cart('POST', '/items', undefined, { quantity: 1, ...body });
    expect(refusal(await addOne({ sku: 'NO-SUCH' }))).toEqual([404, 'SKU_NOT_FOUND']);
    expect(refusal(await addOne({ productId: 'nosuch' }))).toEqual([404, 'PRODUCT_NOT_FOUND']);
    expect(refusal(await addOne({ sku: variant.sku, storeId: 'nosuch' }))).toEqual([
      404,
      'STORE_NOT_FOUND',
    ]);
  });

  test('a product of one variant goes in by itself, one of several asks which', async () => {
    const added = await cart('POST', '/items', undefined, {
      productId: variant.productId,
      quantity: 1,
    });
    expect(added.body.data.items[0].sku).toBe(variant.sku);
    const several = await makeProduct(shop, { variants: 2 });
    const asked = await cart('POST', '/items', undefined, {
      productId: several[0]?.productId,
      quantity: 1,
    });
    expect(refusal(asked)).toEqual([422, 'VARIANT_REQUIRED']);
    expect(asked.body.error.details.variants.map((one: { sku: string }) => one.sku)).toEqual(
      several.map(({ sku }) => sku),
    );
  });

  test('what is unpublished or inactive is not for sale', async () => {
    const draft = await makeVariant(shop, { published: false });
    await stock(shop, store, draft, 5);
    const tried = await add(draft, 1);
    expect(refusal(tried)).toEqual([422, 'NOT_FOR_SALE']);
    await shop.sql('UPDATE variants SET active = false WHERE id = $1', [variant.id]);
    const gone = await add(variant, 1);
    expect(refusal(gone)).toEqual([422, 'NOT_FOR_SALE']);
    for (const { productId } of [draft, variant]) {
      const byProduct = await cart('POST', '/items', undefined, { productId, quantity: 1 });
      expect(refusal(byProduct)).toEqual([422, 'NOT_FOR_SALE']);
      expect(byProduct.body.error.details.productId).toBe(productId);
    }
  });

  test('backorder goes beyond what there is', async () => {
    const patient = await makeVariant(shop, { allowBackorder: true });
    await stock(shop, store, patient, 1);
    const added = await add(patient, 4);
    expect(added.status).toBe(201);
    expect(await stockOf(shop, store, patient)).toEqual({ on_hand: 1, reserved: 4 });
  });
});

describe('where the goods come from', () => {
  test('the store with the most, without a position; the nearest with enough, with one', async () => {
    const far = await makeStore(shop, { latitude: 51.5, longitude: -0.1 });
    await stock(shop, far, variant, 50);
    const most = await add(variant, 1);
    expect(most.body.data.items[0].storeId).toBe(far.documentId);

    const placed = await cart('PUT', '', undefined, { latitude: -1.3, longitude: 36.8 });
    const near = await add(variant, 1, placed.body.data.token);
    expect(near.body.data.items[0].storeId).toBe(store.documentId);
  });

  test('a change of store moves the goods with their holds, all or nothing', async () => {
    const other = await makeStore(shop);
    const second = await makeVariant(shop);
    await stock(shop, other, variant, 5);
    await stock(shop, store, second, 5);
    await stock(shop, other, second, 1);
    const token = await guestWith(shop.url, variant, 3, { storeId: store.documentId });
    await cart('POST', '/items', token, {
      sku: second.sku,
      quantity: 2,
      storeId: store.documentId,
    });
    const refused = await cart('PUT', '', token, { storeId: other.documentId });
    expect(refusal(refused)).toEqual([409, 'INSUFFICIENT_STOCK']);
    expect(refused.body.error.details).toMatchObject({
      sku: second.sku,
      requested: 2,
      available: 1,
    });
    expect(await stockOf(shop, store, variant)).toMatchObject({ reserved: 3 });
    expect(await stockOf(shop, other, variant)).toMatchObject({ reserved: 0 });

    const item = (await cart('GET', '', token)).body.data.items[1].id as string;
    await cart('PUT', `/items/${item}`, token, { quantity: 1 });
    const moved = await cart('PUT', '', token, { storeId: other.documentId });
    expect(moved.status).toBe(200);
    expect(moved.body.data.storeId).toBe(other.documentId);
    expect(
      moved.body.data.items.map((line: { storeId: string; quantity: number }) => [
        line.storeId,
        line.quantity,
      ]),
    ).toEqual([
      [other.documentId, 3],
      [other.documentId, 1],
    ]);
    expect(await stockOf(shop, store, variant)).toMatchObject({ reserved: 0 });
    expect(await stockOf(shop, other, variant)).toMatchObject({ reserved: 3 });
  });
});

describe('what it costs', () => {
  test('delivery is counted until pickup is chosen', async () => {
    const token = await guestWith(shop.url, variant, 1);
    const options = await cart('GET', '/shipping-options', token);
    expect(options.body.data).toEqual([
      {
        method: 'standard',
        name: 'Delivery',
        deliveryType: 'delivery',
        price: 500,
        currency: 'USD',
      },
      {
        method: 'pickup',
        name: 'Pick up at the store',
        deliveryType: 'pickup',
        price: 0,
        currency: 'USD',
      },
    ]);
    const described = await cart('PUT', '', token, {
      email: ' Guest@Example.com ',
      deliveryType: 'delivery',
      shippingAddress: ADDRESS,
      shippingMethod: 'standard',
    });
    expect(described.body.data).toMatchObject({
      email: 'guest@example.com',
      shippingAddress: ADDRESS,
    });
    expect(described.body.data.totals).toMatchObject({ shipping: 500, total: 1500 });
    const fetched = await cart('PUT', '', token, { deliveryType: 'pickup' });
    expect(fetched.body.data.totals).toMatchObject({ shipping: 0, total: 1000 });
    const wrong = await cart('PUT', '', token, { shippingMethod: 'drone' });
    expect(refusal(wrong)).toEqual([422, 'SHIPPING_UNAVAILABLE']);
  });

  test('a cart in another currency takes the prices set in it and converts none', async () => {
    const [price] = await shop.sql<{ id: number }>(
      `INSERT INTO components_catalog_prices (currency, price) VALUES ('KES', 129900) RETURNING id`,
    );
    await shop.sql(
      `INSERT INTO variants_cmps (entity_id, cmp_id, component_type, field, "order")
       VALUES ($1, $2, 'catalog.price', 'prices', 1)`,
      [variant.id, price?.id],
    );
    const opened = await cart('PUT', '', undefined, { currency: 'KES' });
    const { token } = opened.body.data;
    const added = await add(variant, 2, token);
    expect(added.body.data).toMatchObject({
      currency: 'KES',
      items: [{ unitPrice: 129900, total: 259800 }],
    });
    const other = await makeVariant(shop);
    await stock(shop, store, other, 5);
    const missing = await add(other, 1, token);
    expect(refusal(missing)).toEqual([422, 'CURRENCY_NOT_AVAILABLE']);
    const unknown = await cart('PUT', '', undefined, { currency: 'XTS' });
    expect(refusal(unknown)).toEqual([422, 'CURRENCY_NOT_AVAILABLE']);
  });
});

describe('a body that is not as it must be', () => {
  const quantities = [
    '-1',
    '0',
    '0.5',
    '"2"',
    '1e9',
    '2147483648',
    '9007199254740992',
    '1e400',
    'null',
    '[]',
    '{}',
    'true',
    '"١"',
    '" 3 "',
  ];
  test.each(quantities)('F-49 a quantity of %s is refused by its name', async (quantity) => {
    const response = await fetch(`${shop.url}/api/cart/items`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: `{"sku": "${variant.sku}", "quantity": ${quantity}}`,
    });
    const { error } = (await response.json()) as HttpAnswer['body'];
    expect([response.status, error.details.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(error.details.errors[0].path).toEqual(['quantity']);
    expect(await stockOf(shop, store, variant)).toMatchObject({ reserved: 0 });
  });

  const bodies: [string, unknown][] = [
    ['no body', undefined],
    ['an array', []],
    ['both sku and productId', { sku: 'A', productId: 'b', quantity: 1 }],
    ['a price', { sku: 'A', quantity: 1, unitPrice: 1 }],
    ['NUL in a SKU', { sku: 'A\u0000', quantity: 1 }],
    ['a SKU that is an object', { sku: { $ne: null }, quantity: 1 }],
    ['a very long SKU', { sku: 'A'.repeat(10_000), quantity: 1 }],
  ];
  test.each(bodies)('%s is a 400', async (_name, body) => {
    const answer = await cart('POST', '/items', undefined, body);
    expect(refusal(answer)).toEqual([400, 'VALIDATION_FAILED']);
  });

  test('a field that is not known is named', async () => {
    const body = { sku: variant.sku, quantity: 1, price: 1, total: 1 };
    const { error } = (await cart('POST', '/items', undefined, body)).body;
    const paths = error.details.errors.map(({ path }: { path: string[] }) => path);
    expect(paths).toEqual([['price'], ['total']]);
  });

  test('a slash behind a path is no name of a line', async () => {
    const token = await guestWith(shop.url, variant);
    expect((await cart('GET', '/', token)).body.data.items).toHaveLength(1);
    expect((await cart('DELETE', '/items/', token)).status).toBeGreaterThanOrEqual(404);
    expect((await cart('DELETE', '/clear/', token)).body.data.items).toEqual([]);
  });

  test('NUL in a path is a 400', async () => {
    const token = await guestWith(shop.url, variant);
    expect((await cart('DELETE', '/items/%00', token)).status).toBe(400);
  });

  test('a latitude alone, one that is none and a wrong address name their fields', async () => {
    const put = async (body: object) => {
      const answer = await cart('PUT', '', undefined, body);
      return [answer.status, answer.body.error?.details.errors[0].path.join('.')];
    };
    expect(await put({ latitude: 1 })).toEqual([400, 'latitude']);
    expect(await put({ latitude: 91, longitude: 1 })).toEqual([400, 'latitude']);
    expect(await put({ email: 'nobody' })).toEqual([400, 'email']);
    expect(await put({ email: 'a@example.com\nBcc: b@example.com' })).toEqual([400, 'email']);
    expect(await put({ shippingAddress: { ...ADDRESS, country: 'Kenya' } })).toEqual([
      400,
      'shippingAddress.country',
    ]);
  });

  describe('a key', () => {
    const addUnder = (key: string, quantity: number, token: string) =>
      call('POST', `${shop.url}/api/cart/items`, {
        headers: { 'Idempotency-Key': key, 'X-Cart-Token': token },
        body: { sku: variant.sku, quantity },
      });

    test.each([
      ['is empty', ''],
      ['is too short', 'short'],
      ['is too long', 'k'.repeat(256)],
      ['has spaces', 'a key of several words'],
      ['has control characters', 'a-key-with\ta-tab-in-it'],
      ['is not ASCII', 'une-clé-trop-française'],
    ])('F-40 that %s is refused', async (_what, key) => {
      const token = await guestWith(shop.url, variant);
      expect(refusal(await addUnder(key, 1, token))).toEqual([400, 'IDEMPOTENCY_KEY_INVALID']);
    });

    test('F-40 is its caller’s own: somebody else’s does what they ask for', async () => {
      const key = newKey()['Idempotency-Key'];
      for (const token of [
        await guestWith(shop.url, variant),
        await guestWith(shop.url, variant),
      ]) {
        const added = await addUnder(key, 1, token);
        expect(added.headers.get('Idempotency-Replayed')).toBeNull();
        expect(added.body.data).toMatchObject({ token, items: [{ quantity: 2 }] });
      }
    });

    test('F-41 is forgotten after a day: then it is a new call’s', async () => {
      const token = await guestWith(shop.url, variant);
      const key = newKey()['Idempotency-Key'];
      await addUnder(key, 1, token);
      await shop.sql(`UPDATE idempotency_keys SET expires_at = expires_at - interval '1 day'`);
      const later = await addUnder(key, 2, token);
      expect([later.status, later.headers.get('Idempotency-Replayed')]).toEqual([201, null]);
      expect(later.body.data.items).toMatchObject([{ quantity: 4 }]);
      const again = await addUnder(key, 2, token);
      expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    });

    test('F-39 under another body is refused, and quoted it is the same', async () => {
      const token = await guestWith(shop.url, variant);
      const key = newKey()['Idempotency-Key'];
      expect((await addUnder(key, 1, token)).status).toBe(201);
      expect(refusal(await addUnder(key, 2, token))).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
      expect((await addUnder(`"${key}"`, 1, token)).headers.get('Idempotency-Replayed')).toBe(
        'true',
      );
    });
  });
});
