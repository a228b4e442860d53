import { setTimeout as sleep } from 'node:timers/promises';
import { makeStore, makeVariant, newKey, stock, type Variant } from '../support/catalogue';
import { call } from '../support/http';
import { createShop, type TestShop } from '../support/shop';

/** What scripts/lib/ending.ts gives to what is under way. */
const GRACE_MS = 25_000;
const FORCED = { code: 130, signal: null };

let shop: TestShop;

beforeEach(async () => {
  shop = await createShop();
  const variant = await makeVariant(shop);
  await stock(shop, await makeStore(shop), variant, 2);
  await getStuck(variant);
});
afterEach(() => shop.stop());

test('F-15 a call that never ends keeps the server for 25 s at most', async () => {
  const told = performance.now();
  expect(await shop.kill('SIGTERM')).toEqual(FORCED);
  expect(performance.now() - told).toBeGreaterThan(GRACE_MS - 1_000);
}, 90_000);

test('F-15 who says it twice does not wait for what is under way', async () => {
  const ended = shop.kill('SIGTERM');
  // The same signal within half a second is the same Ctrl-C.
  await sleep(1_000);
  process.kill(shop.pid, 'SIGTERM');
  const told = performance.now();
  expect(await ended).toEqual(FORCED);
  expect(performance.now() - told).toBeLessThan(GRACE_MS / 2);
});

/** Begins a call that stands in the middle of its transaction for ever. */
async function getStuck({ sku }: Variant): Promise<void> {
  const add = () =>
    call('POST', `${shop.url}/api/cart/items`, { headers: newKey(), body: { sku, quantity: 1 } });
  const commit = (await shop.steps.during(add)).find((point) => point.endsWith(':commit'));
  const { standing } = await shop.steps.stopBefore(commit!);
  add().catch(() => undefined);
  await standing;
}
