import { setTimeout as sleep } from 'node:timers/promises';
import { createShop, WORKING, type TestShop } from '../support/shop';
import { until } from '../support/until';
import { makeExpiredHold } from './expired-hold';

let shop: TestShop;
let second: Awaited<ReturnType<TestShop['secondServer']>>;
beforeAll(async () => {
  shop = await createShop({ env: WORKING });
  second = await shop.secondServer();
});
afterAll(() => shop.stop());

const dueAt = async (name: string) => {
  const [row] = await shop.sql<{ due_at: Date }>('SELECT due_at FROM schedules WHERE name = $1', [
    name,
  ]);
  return row?.due_at;
};

describe('schedules', () => {
  it('sweep up expired holds in the background, and not while they are paused', async () => {
    const pause = `INSERT INTO schedules VALUES ('inventory.sweep_expired', 'infinity')
                   ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at`;
    await shop.sql(pause);
    const state = await makeExpiredHold(shop);
    await sleep(7_000);
    expect(await state()).toEqual({ state: 'held', reserved: 2 });

    await shop.sql(`UPDATE schedules SET due_at = now() WHERE name = 'inventory.sweep_expired'`);
    await until(async () => (await state())?.state !== 'held', 'the sweep');
    expect(await state()).toEqual({ state: 'released', reserved: 0 });
    expect((await dueAt('inventory.sweep_expired'))?.getTime()).toBeGreaterThan(
      Date.now() - 60_000,
    );
  });

  it('are made up for where they were due while no process ran', async () => {
    const name = 'notifications.prune';
    await Promise.all([shop.kill('SIGKILL'), second.kill('SIGKILL')]);
    await shop.sql(`UPDATE schedules SET due_at = now() - interval '1 hour' WHERE name = $1`, [
      name,
    ]);
    await shop.restart();
    await until(async () => (await dueAt(name))!.getTime() > Date.now(), 'the run that was due');
  });
});
