import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LOGS } from '../support/paths';
import { launch } from '../support/server-process';
import { createShop, type TestShop } from '../support/shop';
import { makeExpiredHold } from './expired-hold';

const HEARTBEAT = join(LOGS, 'worker.test.heartbeat');

describe('npm run worker', () => {
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

  it('runs the schedules that a server with DUKA_WORKER=off leaves alone', async () => {
    const state = await makeExpiredHold(shop);
    await sleep(7_000);
    expect(await state()).toEqual({ state: 'held', reserved: 2 });

    worker = launch('worker', ['--heartbeat', HEARTBEAT], {
      databaseUrl: shop.database.url,
      logFile: join(LOGS, 'worker.test.ts.worker.log'),
      // It works even where it is given the settings of the servers.
      env: { DUKA_WORKER: 'off' },
    });
    while ((await state())?.state === 'held') {
      expect(worker.exitCode).toBeNull();
      await sleep(200);
    }
    expect(await state()).toEqual({ state: 'released', reserved: 0 });
    expect(existsSync(HEARTBEAT)).toBe(true);

    worker.kill('SIGTERM');
    expect(await once(worker, 'exit')).toEqual([0, null]);
  });
});
