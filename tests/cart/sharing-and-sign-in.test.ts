import { faultsInBooks } from '../support/books';
import {
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

let shop: TestShop;

beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.stop());

describe('a cart that is shared', () => {
  let store: Store;
  let tea: Variant;
  let coffee: Variant;

  beforeEach(async () => {
    store = await makeStore(shop);
    [tea, coffee] = [await makeVariant(shop), await makeVariant(shop)];
    await stock(shop, store, tea, 10);
    await stock(shop, store, coffee, 5);
  });

  afterEach(async () => {
    expect(await faultsInBooks(shop)).toEqual([]);
  });

  const send = (
    method: string,
    path: string,
    token?: string,
    body?: unknown,
  ): Promise<HttpAnswer> =>
    call(method, `${shop.url}/api/cart${path}`, {
      headers: { ...newKey(), ...(token === undefined ? {} : { 'X-Cart-Token': token }) },
      body,
    });

  async function shared(): Promise<{ token: string; link: string }> {
    const token = await guestWith(shop.url, tea, 3);
    await send('POST', '/items', token, { sku: coffee.sku, quantity: 4 });
    const answer = await send('POST', '/share', token);
    expect(answer.status).toBe(201);
    return { token, link: answer.body.data.token as string };
  }

  const contents = (cart: HttpAnswer) =>
    (cart.body.data.items as { sku: string; quantity: number }[]).map(({ sku, quantity }) => [
      sku,
      quantity,
    ]);

  test('what is shared goes into another cart as far as it can be held, and the rest is told', async () => {
    const { token, link } = await shared();
    const copied = await send('POST', '/from-share', undefined, { token: link });
    expect(copied.status).toBe(201);
    expect(contents(copied)).toEqual([
      [tea.sku, 3],
      [coffee.sku, 1],
    ]);
    expect(copied.body.data.adjustments).toEqual([
      { sku: coffee.sku, requested: 4, quantity: 1, reason: 'INSUFFICIENT_STOCK' },
    ]);
    expect(await stockOf(shop, store, coffee)).toMatchObject({ reserved: 5 });
    const own = copied.body.data.token as string;
    expect(own).not.toBe(token);
    expect((await send('GET', '', own)).body.data.adjustments).toEqual([]);
    // The shared cart is as it was.
    expect(contents(await send('GET', '', token))).toEqual([
      [tea.sku, 3],
      [coffee.sku, 4],
    ]);
  });

  test('it is added to what the cart has, and what is not for sale is told', async () => {
    const { link } = await shared();
    const own = await guestWith(shop.url, tea, 2);
    await shop.sql('UPDATE variants SET active = false WHERE id = $1', [coffee.id]);
    const copied = await send('POST', '/from-share', own, { token: link });
    expect(contents(copied)).toEqual([[tea.sku, 5]]);
    expect(copied.body.data.adjustments).toEqual([
      { sku: coffee.sku, requested: 4, quantity: 0, reason: 'NOT_FOR_SALE' },
    ]);
  });

  test('what one store cannot supply alone comes from several', async () => {
    const other = await makeStore(shop);
    await stock(shop, other, tea, 4);
    const token = await guestWith(shop.url, tea, 6, { storeId: store.documentId });
    const { link } = { link: (await send('POST', '/share', token)).body.data.token as string };
    const copied = await send('POST', '/from-share', undefined, { token: link });
    expect(copied.body.data.adjustments).toEqual([]);
    expect(contents(copied)).toEqual([
      [tea.sku, 4],
      [tea.sku, 2],
    ]);
  });

  test('and from as many as it takes', async () => {
    const token = await guestWith(shop.url, tea, 6, { storeId: store.documentId });
    await shop.sql('UPDATE stores SET active = false WHERE id = $1', [store.id]);
    const others = await Promise.all(Array.from({ length: 6 }, () => makeStore(shop)));
    for (const other of others) await stock(shop, other, tea, 1);
    const link = (await send('POST', '/share', token)).body.data.token as string;
    const copied = await send('POST', '/from-share', undefined, { token: link });
    expect(copied.body.data.adjustments).toEqual([]);
    expect(contents(copied)).toEqual(others.map(() => [tea.sku, 1]));
  });

  test('what is fetched comes from the store chosen alone', async () => {
    const other = await makeStore(shop);
    await stock(shop, other, tea, 1);
    const { link } = await shared();
    const own = (
      await send('PUT', '', undefined, { deliveryType: 'pickup', storeId: other.documentId })
    ).body.data.token as string;
    const copied = await send('POST', '/from-share', own, { token: link });
    const items = copied.body.data.items as { storeId: string; quantity: number }[];
    expect(items).toMatchObject([{ storeId: other.documentId, quantity: 1 }]);
  });

  test('the link opens nothing but the goods', async () => {
    const { token, link } = await shared();
    const stranger = await send('GET', '', link);
    expect([stranger.status, stranger.body.error.details.code]).toEqual([401, 'INVALID_TOKEN']);
    for (const forged of [token, `${link}x`, 'nonsense', link.split('.')[0] ?? '']) {
      const refused = await send('POST', '/from-share', undefined, { token: forged });
      expect(refused.status).toBe(400);
      expect(refused.body.error.details.errors[0].path).toEqual(['token']);
    }
  });

  test('an empty cart cannot be shared, and the same key copies once', async () => {
    expect((await send('POST', '/share')).body.error.details.code).toBe('CART_EMPTY');
    const { link } = await shared();
    const own = await guestWith(shop.url, tea, 1);
    const headers = { 'X-Cart-Token': own, ...newKey() };
    const copy = () =>
      call('POST', `${shop.url}/api/cart/from-share`, { headers, body: { token: link } });
    const first = await copy();
    const second = await copy();
    expect(second.headers.get('Idempotency-Replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    expect(contents(await send('GET', '', own))[0]).toEqual([tea.sku, 4]);
  });
});

describe('a cart at sign-in', () => {
  const PASSWORD = 'kahawa-chungu-7';

  it.each([
    ['registers', '/auth/register', 201],
    ['logs in', '/auth/login', 200],
  ])('keeps the cart of a guest who %s with its token', async (what, path, status) => {
    const account = { email: `${what.replace(' ', '-')}@example.com`, password: PASSWORD };
    const named = { ...account, firstName: 'Amina', lastName: 'Otieno' };
    if (path === '/auth/login') {
      await call('POST', `${shop.url}/api/auth/register`, { body: named });
    }
    const [store, variant] = [await makeStore(shop), await makeVariant(shop)];
    await stock(shop, store, variant, 3);
    const cartToken = await guestWith(shop.url, variant, 2);

    const signIn = await call('POST', `${shop.url}/api${path}`, {
      body: path === '/auth/login' ? account : named,
      headers: { 'X-Cart-Token': cartToken },
    });
    expect(signIn.status).toBe(status);
    const cart = await call('GET', `${shop.url}/api/cart`, {
      headers: bearer(signIn.body.data.token),
    });
    expect(cart.body.data.items).toMatchObject([{ sku: variant.sku, quantity: 2 }]);
  });

  it('signs in all the same with a token that is no cart’s', async () => {
    const body = {
      email: 'forged@example.com',
      password: PASSWORD,
      firstName: 'Amina',
      lastName: 'Otieno',
    };
    const headers = { 'X-Cart-Token': 'forged.AAAA' };
    const answer = await call('POST', `${shop.url}/api/auth/register`, { body, headers });
    expect(answer.status).toBe(201);
  });

  describe('a guest’s cart that comes to a customer who has one', () => {
    async function customer(email: string): Promise<Record<string, string>> {
      const body = { email, password: PASSWORD, firstName: 'Amina', lastName: 'Otieno' };
      const registered = await call('POST', `${shop.url}/api/auth/register`, { body });
      return bearer(registered.body.data.token as string);
    }

    const cartOf = (headers: Record<string, string>) =>
      call('GET', `${shop.url}/api/cart`, { headers });

    async function ownCart(email: string, sku: string, quantity: number) {
      const headers = await customer(email);
      await call('POST', `${shop.url}/api/cart/items`, { headers, body: { sku, quantity } });
      return headers;
    }

    it('is added up line by line, and its token opens nothing from then on', async () => {
      const store = await makeStore(shop);
      const [both, guests] = [await makeVariant(shop), await makeVariant(shop)];
      await stock(shop, store, both, 9);
      await stock(shop, store, guests, 9);
      const headers = await ownCart('sums@example.com', both.sku, 2);
      const token = await guestWith(shop.url, both, 3);
      await call('POST', `${shop.url}/api/cart/items`, {
        headers: { 'X-Cart-Token': token },
        body: { sku: guests.sku, quantity: 1 },
      });
      for (let turn = 0; turn < 2; turn += 1) {
        const joined = await cartOf({ ...headers, 'X-Cart-Token': token });
        expect(joined.body.data).toMatchObject({
          adjustments: [],
          items: [
            { sku: both.sku, quantity: 5 },
            { sku: guests.sku, quantity: 1 },
          ],
        });
      }
      expect((await cartOf({ 'X-Cart-Token': token })).body.data.items).toEqual([]);
      expect(await stockOf(shop, store, both)).toMatchObject({ reserved: 5 });
      expect(await faultsInBooks(shop)).toEqual([]);
    });

    it('tells once what could not be held any more', async () => {
      const store = await makeStore(shop);
      const variant = await makeVariant(shop);
      await stock(shop, store, variant, 6);
      const headers = await ownCart('rest@example.com', variant.sku, 2);
      const token = await guestWith(shop.url, variant, 3);
      // The guest's hold runs out and somebody else takes two of the three.
      await shop.sql(
        `WITH line AS (UPDATE cart_lines SET reserved_until = now() - interval '1 second'
                      WHERE quantity = 3 AND variant_id = $1 RETURNING hold_id)
       UPDATE holds SET expires_at = now() - interval '1 second' FROM line WHERE id = hold_id`,
        [variant.id],
      );
      await guestWith(shop.url, variant, 3);
      const account = { email: 'rest@example.com', password: PASSWORD };
      const signedIn = await call('POST', `${shop.url}/api/auth/login`, {
        headers: { 'X-Cart-Token': token },
        body: account,
      });
      expect(signedIn.status).toBe(200);
      const first = await cartOf(headers);
      expect(first.body.data).toMatchObject({
        items: [{ sku: variant.sku, quantity: 3 }],
        adjustments: [
          { sku: variant.sku, requested: 5, quantity: 3, reason: 'INSUFFICIENT_STOCK' },
        ],
      });
      expect((await cartOf(headers)).body.data.adjustments).toEqual([]);
      expect(await stockOf(shop, store, variant)).toMatchObject({ on_hand: 6, reserved: 6 });
      expect(await faultsInBooks(shop)).toEqual([]);
    });

    it('keeps what the guest held where the customer’s own hold ran out', async () => {
      const store = await makeStore(shop);
      const variant = await makeVariant(shop);
      await stock(shop, store, variant, 4);
      const headers = await ownCart('own@example.com', variant.sku, 2);
      await shop.sql(
        `WITH line AS (UPDATE cart_lines SET reserved_until = now() - interval '1 second'
                      WHERE variant_id = $1 RETURNING hold_id)
       UPDATE holds SET expires_at = now() - interval '1 second' FROM line WHERE id = hold_id`,
        [variant.id],
      );
      const token = await guestWith(shop.url, variant, 3);
      const added = await call('PUT', `${shop.url}/api/cart`, {
        headers: { ...headers, 'X-Cart-Token': token },
        body: { email: 'own@example.com' },
      });
      expect(added.body.data).toMatchObject({
        items: [{ sku: variant.sku, quantity: 4 }],
        adjustments: [
          { sku: variant.sku, requested: 5, quantity: 4, reason: 'INSUFFICIENT_STOCK' },
        ],
      });
      expect(await stockOf(shop, store, variant)).toMatchObject({ reserved: 4 });
      expect(await faultsInBooks(shop)).toEqual([]);
    });
  });
});
