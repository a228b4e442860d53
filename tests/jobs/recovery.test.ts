import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { LOGS } from '../support/paths';
import { hasRedis, TestRedis } from '../support/redis';
import { preloading, launch } from '../support/server-process';
import { createShop, type TestShop } from '../support/shop';
import { until } from '../support/until';

const LISTENERS = join(__dirname, '../support/preloaded-listeners.js');

// Workers are started one after the other, and on a busy machine each takes its time.
jest.setTimeout(180_000);
const PATIENCE_MS = 120_000;

let shop: TestShop;
const workers: ChildProcess[] = [];
const events: number[] = [];

beforeAll(async () => {
  shop = await createShop({
    env: preloading(LISTENERS),
  });
});
afterAll(async () => {
  workers.forEach((worker) => worker.kill('SIGKILL'));
  await shop.stop();
});

function startWorker(env: Record<string, string> = {}): ChildProcess {
  const worker = launch('worker', [], {
    databaseUrl: shop.database.url,
    logFile: join(LOGS, `recovery.test.ts.worker${workers.length + 1}.log`),
    env: { ...env, ...preloading(LISTENERS) },
  });
  workers.push(worker);
  return worker;
}

/** Commits events, each with a job that comes of it. */
async function commit(count: number, payload: object = {}): Promise<void> {
  const rows = await shop.sql<{ id: number }>(
    `INSERT INTO outbox (event, subject, payload)
     SELECT 'product.updated', 'p' || n % 7, $2 FROM generate_series(1, $1::int) n RETURNING id`,
    [count, JSON.stringify({ job: {}, ...payload })],
  );
  events.push(...rows.map(({ id }) => id));
}

/** What was handed to somebody and is not heard of waits for its time; here it passes. */
const passTime = () => shop.sql('UPDATE jobs SET offer_at = now() WHERE offer_at > now()');

/**
 * Without Redis a worker first works what it has a hand free for, and gives BullMQ the rest: what is the last of so
 * many events goes by BullMQ.
 */
const MORE_THAN_HANDS = 60;

/** How many jobs of BullMQ's PostgreSQL backend have been begun since then, and not ended, for an event's `test.any`. */
async function carriedSince(began: number, event: number | undefined): Promise<number | undefined> {
  const [row] = await shop.sql<{ carried: number }>(
    `SELECT count(*) AS carried FROM bullmq.job carrier
       JOIN jobs job ON carrier.data -> 'ids' @> to_jsonb(job.id)
      WHERE carrier.state = 'active' AND carrier.processed_at_ms >= $1
        AND job.name = 'test.any' AND job.event_id = $2`,
    [began, event],
  );
  return row?.carried;
}

const effectsOf = async (listener: string) =>
  (
    await shop.sql<{ event_id: number }>(
      'SELECT event_id FROM effects WHERE listener = $1 ORDER BY event_id',
      [listener],
    )
  ).map((row) => row.event_id);

/** Waits until nothing is to be done, and expects one effect of each event for each listener. */
async function expectEachOnce(): Promise<void> {
  let turns = 0;
  const isQuiet = async () => {
    turns += 1;
    if (turns % 40 === 0) await passTime();
    const [left] = await shop.sql<{ left: number }>(
      `SELECT (SELECT count(*) FROM outbox WHERE relayed_at IS NULL)
            + (SELECT count(*) FROM jobs WHERE state <> 'done') AS left`,
    );
    return left?.left === 0;
  };
  await until(isQuiet, 'the end of the work', PATIENCE_MS);
  for (const listener of ['test.any', 'test.ordered', 'test.together']) {
    expect(await effectsOf(listener)).toEqual(events);
  }
  expect([...new Set(await effectsOf('test.job'))]).toEqual(events);
}

const someDone = (count: number) =>
  until(async () => (await effectsOf('test.any')).length >= count, `${count} effects`, PATIENCE_MS);

describe('every committed event has one effect', () => {
  (hasRedis() ? it : it.skip)(
    'F-09 F-10 F-11 on Redis, where a worker ends twice in the same event, and Redis forgets all, ends and is full',
    async () => {
      const redis = await TestRedis.start();
      try {
        const env = { REDIS_URL: redis.url };
        await commit(60);
        await commit(1, { ends: 'test.any' });
        for (let turn = 1; turn <= 2; turn += 1) {
          const [, signal] = await once(startWorker(env), 'exit');
          expect(signal).toBe('SIGKILL');
          await passTime();
        }
        startWorker(env);
        await someDone(30);
        await commit(200);
        await redis.tell('FLUSHALL');
        await commit(100);
        await redis.kill();
        await commit(50);
        await expectEachOnce();

        await redis.restart();
        await commit(50);
        await expectEachOnce();

        await redis.tell('CONFIG', 'SET', 'maxmemory', '1');
        await expect(redis.tell('SET', 'something', 'more')).rejects.toThrow('OOM');
        await commit(50);
        await expectEachOnce();
        await redis.tell('CONFIG', 'SET', 'maxmemory', '0');
        await commit(50);
        await expectEachOnce();
      } finally {
        workers.splice(0).forEach((worker) => worker.kill('SIGKILL'));
        await redis.kill();
      }
    },
  );

  it('on PostgreSQL alone, where a worker ends twice in the same event that BullMQ carries, and one of two in the middle of its work', async () => {
    await commit(MORE_THAN_HANDS);
    await commit(1, { ends: 'test.any' });
    const ending = events.at(-1);
    for (let turn = 1; turn <= 2; turn += 1) {
      const began = Date.now();
      const [, signal] = await once(startWorker(), 'exit');
      expect(signal).toBe('SIGKILL');
      expect(await carriedSince(began, ending)).toBe(1);
      await commit(MORE_THAN_HANDS);
      await shop.sql('UPDATE jobs SET offer_at = now() WHERE event_id = $1', [ending]);
    }
    const before = events.length;
    await commit(20);
    const worker = startWorker();
    startWorker();
    await someDone(before + 20);
    await commit(400);
    await someDone(before + 100);
    worker.kill('SIGKILL');
    await expectEachOnce();
  });
});
