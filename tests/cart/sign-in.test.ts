import { faultsInBooks } from '../support/books';
import { guestWith, makeStore, makeVariant, stock, stockOf } from '../support/catalogue';
import { bearer, call } from '../support/http';
import { createShop, type TestShop } from '../support/shop';

const PASSWORD = 'kahawa-chungu-7';
let shop: TestShop;

beforeAll(async () => {
  shop = await createShop();
});
afterAll(() => shop.stop());

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
      adjustments: [{ sku: variant.sku, requested: 5, quantity: 3, reason: 'INSUFFICIENT_STOCK' }],
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
      adjustments: [{ sku: variant.sku, requested: 5, quantity: 4, reason: 'INSUFFICIENT_STOCK' }],
    });
    expect(await stockOf(shop, store, variant)).toMatchObject({ reserved: 4 });
    expect(await faultsInBooks(shop)).toEqual([]);
  });
});
