import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createShop, type TestShop } from '../support/shop';

const LISTENERS = join(__dirname, '../support/preloaded-listeners.js');

let shop: TestShop;
beforeAll(async () => {
  shop = await createShop({ env: { NODE_OPTIONS: `--require ${LISTENERS}` } });
});
afterAll(() => shop.stop());

const effects = (listener: string) =>
  shop.sql<{ event_id: number; subject: string }>(
    'SELECT event_id, subject FROM effects WHERE listener = $1 ORDER BY at',
    [listener],
  );

async function until(true_: () => Promise<boolean>): Promise<void> {
  while (!(await true_())) await sleep(50);
}

describe('an event', () => {
  it('reaches each listener once, every follower, and the job that it is the reason for', async () => {
    const rows = await shop.sql<{ id: number }>(
      `INSERT INTO outbox (event, subject, payload)
       SELECT 'product.updated', 'p' || n % 5, '{"job": {}}' FROM generate_series(1, 100) n
       RETURNING id`,
    );
    const ids = rows.map(({ id }) => id);
    await until(async () => (await effects('test.job')).length >= 200);
    await until(async () => (await effects('test.follower')).length >= 100);
    for (const listener of ['test.any', 'test.ordered', 'test.follower']) {
      expect((await effects(listener)).map((e) => e.event_id).sort((a, b) => a - b)).toEqual(ids);
    }
    const ordered = (await effects('test.ordered')).filter(({ subject }) => subject === 'p0');
    expect(ordered.map((e) => e.event_id)).toEqual(ids.filter((_, n) => (n + 1) % 5 === 0));
  });
});
