import { setTimeout as sleep } from 'node:timers/promises';
import { makeStore, makeVariant, newKey, stock } from '../support/catalogue';
import { call } from '../support/http';
import { createShop, type TestShop } from '../support/shop';
import { until } from '../support/until';

/** What scripts/lib/ending.ts gives to what is under way. */
const GRACE_MS = 25_000;
/** The same signal within that time is the same Ctrl-C. */
const SAME_SIGNAL_MS = 500;
const FORCED = { code: 130, signal: null };

let shop: TestShop;

beforeEach(async () => {
  shop = await createShop();
});
afterEach(() => shop.stop());

test('those who go on asking are answered, and then find nobody', async () => {
  const statuses: number[] = [];
  const ask = async (asker: number): Promise<void> => {
    for (let turn = 0; ; turn += 1) {
      const path = `/api/stores?filters[name][$ne]=${asker}-${turn}`;
      const reply = await call('GET', shop.url + path).catch(() => undefined);
      if (reply === undefined) return;
      statuses.push(reply.status);
    }
  };
  const asking = Promise.all(Array.from({ length: 50 }, (_, asker) => ask(asker)));
  await until(() => statuses.length > 100, 'the server to have its hands full');
  expect(await shop.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  await asking;
  expect(new Set(statuses)).toEqual(new Set([200]));
});

test('F-15 a call that never ends keeps the server for 25 s at most', async () => {
  await getStuck();
  const told = performance.now();
  expect(await shop.kill('SIGTERM')).toEqual(FORCED);
  expect(performance.now() - told).toBeGreaterThan(GRACE_MS - 1_000);
}, 90_000);

test('F-15 who says it twice does not wait for what is under way', async () => {
  await getStuck();
  const ended = shop.kill('SIGTERM');
  const isShut = () =>
    call('GET', shop.url).then(
      () => false,
      () => true,
    );
  await until(isShut, 'the server to take nobody any more');
  await sleep(SAME_SIGNAL_MS + 10);
  process.kill(shop.pid, 'SIGTERM');
  const told = performance.now();
  expect(await ended).toEqual(FORCED);
  expect(performance.now() - told).toBeLessThan(GRACE_MS / 2);
});

/** Begins a call that stands in the middle of its transaction for ever. */
async function getStuck(): Promise<void> {
  const variant = await makeVariant(shop);
  await stock(shop, await makeStore(shop), variant, 2);
  const { sku } = variant;
  const add = () =>
    call('POST', `${shop.url}/api/cart/items`, { headers: newKey(), body: { sku, quantity: 1 } });
  const commit = (await shop.steps.during(add)).find((point) => point.endsWith(':commit'));
  const { standing } = await shop.steps.stopBefore(commit!);
  add().catch(() => undefined);
  await standing;
}
