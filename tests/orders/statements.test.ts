import { CASH_ORDER, guestWith, makeStore, makeVariant, newKey, stock } from '../support/catalogue';
import { call } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { StatementRecorder } from '../support/statement-recorder';
import { ORDER_STATEMENTS } from './statements';

let shop: TestShop;
let recorder: StatementRecorder;

beforeAll(async () => {
  shop = await createShop();
  recorder = await StatementRecorder.before(shop.database.url);
  await shop.restart({ env: { DATABASE_URL: recorder.url } });
});

afterAll(async () => {
  await shop.stop();
  recorder.stop();
});

/** The transaction in which an order of so many lines is placed, as the names of its statements. */
async function statementsOf(lines: number): Promise<string[]> {
  const store = await makeStore(shop);
  let token: string | undefined;
  for (let turn = 0; turn < lines; turn += 1) {
    const variant = await makeVariant(shop);
    await stock(shop, store, variant, 5);
    if (token === undefined) token = await guestWith(shop.url, variant);
    else {
      await call('POST', `${shop.url}/api/cart/items`, {
        headers: { 'X-Cart-Token': token },
        body: { sku: variant.sku, quantity: 1 },
      });
    }
  }
  recorder.transactions.length = 0;
  const placed = await call('POST', `${shop.url}/api/orders`, {
    headers: { ...newKey(), 'X-Cart-Token': token ?? '' },
    body: CASH_ORDER,
  });
  expect(placed.status).toBe(201);
  expect(placed.body.data.items).toHaveLength(lines);
  const placing = recorder.transactions.filter((names) => names.includes('orders.insert'));
  expect(placing).toHaveLength(1);
  return placing[0] ?? [];
}

test('an order takes at most twelve statements, whatever its number of lines', async () => {
  const small = await statementsOf(1);
  const large = await statementsOf(20);
  expect(small).toEqual(large);
  expect(small.length).toBeLessThanOrEqual(12);
  // One more is a decision, and no accident.
  expect(small).toEqual(ORDER_STATEMENTS);
});
