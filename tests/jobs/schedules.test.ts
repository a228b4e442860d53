import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeStock, makeStore, makeVariant } from '../inventory/goods';
import { LOGS } from '../support/paths';
import { launch } from '../support/server-process';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';

const HEARTBEAT = join(LOGS, 'schedules.test.heartbeat');
const SWEEP = 'inventory.sweep_expired';
const OTHER = 'notifications.prune';

let shop: TestShop;
let worker: ChildProcess | undefined;

beforeAll(async () => {
  rmSync(HEARTBEAT, { force: true });
  shop = await createShop({ env: { DUKA_WORKER: 'off' } });
});
afterAll(async () => {
  worker?.kill('SIGKILL');
  await shop.stop();
});

async function dueAt(name: string): Promise<Date | undefined> {
  const [row] = await shop.sql<{ due_at: Date }>('SELECT due_at FROM schedules WHERE name = $1', [
    name,
  ]);
  return row?.due_at;
}

const hasRun = (name: string) =>
  until(async () => ((await dueAt(name))?.getTime() ?? 0) > Date.now(), `a run of ${name}`);

/** Has a schedule be due at a time, such as `now()` or `'infinity'`. */
const set = (name: string, time: string) =>
  shop.sql(
    `INSERT INTO schedules VALUES ($1, ${time})
     ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at`,
    [name],
  );

/** Reserves 2 of 5 by a hold that is expired already. Returns how to read both as they are now. */
async function makeExpiredHold() {
  const stock = await makeStock(shop, await makeVariant(shop), await makeStore(shop), 5);
  await shop.sql(
    `WITH level AS (UPDATE stock_levels SET reserved = 2 WHERE id = $1::int)
     INSERT INTO holds (id, stock_level_id, quantity, state, expires_at)
     VALUES ('expired-' || $1::int, $1, 2, 'held', now())`,
    [stock.id],
  );
  return async () => {
    const [row] = await shop.sql<{ state: string; reserved: number }>(
      `SELECT hold.state, level.reserved
         FROM holds hold JOIN stock_levels level ON level.id = hold.stock_level_id
        WHERE level.id = $1`,
      [stock.id],
    );
    return row;
  };
}

test('npm run worker runs what a server with DUKA_WORKER=off leaves alone, and makes up for what was due while no process ran', async () => {
  await set(OTHER, `now() - interval '1 hour'`);
  await set(SWEEP, 'now()');
  const state = await makeExpiredHold();
  // It looks for news twice as often as one that works schedules looks for what is due.
  const { standing, go } = await shop.steps.stopBefore('jobs.read_news#5');
  await standing;
  await go();
  expect(await state()).toEqual({ state: 'held', reserved: 2 });
  expect(await shop.sql('SELECT name FROM schedules ORDER BY name')).toEqual([
    { name: SWEEP },
    { name: OTHER },
  ]);

  worker = launch('worker', ['--heartbeat', HEARTBEAT], {
    databaseUrl: shop.database.url,
    logFile: join(LOGS, 'schedules.test.ts.worker.log'),
    // It works even where it is given the settings of the servers.
    env: { DUKA_WORKER: 'off' },
  });
  await until(async () => {
    expect(worker?.exitCode).toBeNull();
    return (await state())?.state !== 'held';
  }, 'the sweep');
  expect(await state()).toEqual({ state: 'released', reserved: 0 });
  await hasRun(OTHER);
  expect(existsSync(HEARTBEAT)).toBe(true);
});

test('schedules sweep up expired holds beside each other in a server and a worker, and not while they are paused', async () => {
  await shop.secondServer(WORKING);
  await set(SWEEP, `'infinity'`);
  const state = await makeExpiredHold();
  await set(OTHER, 'now()');
  // Whoever took that turn has looked for all that was due.
  await hasRun(OTHER);
  expect(await state()).toEqual({ state: 'held', reserved: 2 });

  await set(SWEEP, 'now()');
  await until(async () => (await state())?.state !== 'held', 'the sweep');
  expect(await state()).toEqual({ state: 'released', reserved: 0 });
  expect((await dueAt(SWEEP))?.getTime()).toBeGreaterThan(Date.now() - 60_000);

  // The server alone does it, too, and the worker ends in order.
  worker?.kill('SIGTERM');
  expect(await once(worker!, 'exit')).toEqual([0, null]);
  await set(SWEEP, 'now()');
  const again = await makeExpiredHold();
  await until(async () => (await again())?.state === 'released', 'the sweep by the server');
});
