import { guestWith, makeStore, makeVariant, stock } from '../support/catalogue';
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
