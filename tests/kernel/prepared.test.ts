import {
  isUnavailable,
  openDatabase,
  statement,
  type Database,
} from '../../src/plugins/kernel/server/contract';
import { createDatabase, type TestDatabase } from '../support/database';

/** One connection prepares what it is asked, however much that is, and gives each its own rows. */
let empty: TestDatabase;
let database: Database;

beforeAll(async () => {
  empty = await createDatabase('empty');
  database = openDatabase({
    url: empty.url,
    poolSize: 1,
    name: 'prepared',
    onError: () => undefined,
  });
});
afterAll(async () => {
  await database.close();
  await empty.drop();
});

/** Each has another text, another column and other rows. */
const shape = (turn: number) =>
  statement<[more: number], Record<string, number>>(
    `test.shape_${turn}`,
    `SELECT ${turn} + $1::integer AS c${turn}`,
  );
const prepared = statement<[], { count: number }>(
  'test.prepared',
  'SELECT count(*) AS count FROM pg_prepared_statements',
);

const MANY = 1_000;
const turns = Array.from({ length: MANY }, (_, turn) => turn);

test('one after the other', async () => {
  for (const turn of turns) {
    expect(await database.query(shape(turn), [1])).toEqual([{ [`c${turn}`]: turn + 1 }]);
  }
  const [found] = await database.query(prepared, []);
  expect(found?.count).toBeGreaterThan(100);
  expect(found?.count).toBeLessThan(MANY / 2);
});

test('all at once, each twice, and again when it was given up', async () => {
  const ask = (turn: number) => database.query(shape(turn), [2]);
  for (let round = 0; round < 2; round += 1) {
    const asked = await Promise.all(turns.flatMap((turn) => [ask(turn), ask(turn)]));
    expect(asked).toEqual(
      turns.flatMap((turn) => [[{ [`c${turn}`]: turn + 2 }], [{ [`c${turn}`]: turn + 2 }]]),
    );
  }
});

test('in one transaction, also where one of them fails', async () => {
  const failing = statement<[], object>('test.failing', 'SELECT 1 / 0');
  await expect(database.transaction((tx) => tx.query(failing, []))).rejects.toThrow('zero');
  const asked = await database.transaction((tx) =>
    Promise.all(turns.map((turn) => tx.query(shape(turn), [3]))),
  );
  expect(asked).toEqual(turns.map((turn) => [{ [`c${turn}`]: turn + 3 }]));
});

test('a PostgreSQL that says nothing keeps nobody waiting', async () => {
  const hasty = openDatabase({
    url: empty.url,
    poolSize: 1,
    name: 'hasty',
    statementTimeout: 300,
    onError: () => undefined,
  });
  const whom = statement<[], { pid: number }>('test.whom', 'SELECT pg_backend_pid() AS pid');
  const stopped: number[] = [];
  const stop = ([found]: { pid: number }[]) => {
    const pid = found?.pid ?? 0;
    process.kill(pid, 'SIGSTOP');
    stopped.push(pid);
  };
  const silent = async (waiting: Promise<unknown>) => {
    const failed: unknown = await waiting.catch((error: unknown) => error);
    expect(isUnavailable(failed)).toBe(true);
  };
  try {
    stop(await hasty.query(whom, []));
    await silent(hasty.query(whom, []));
    await silent(hasty.transaction(async (tx) => stop(await tx.query(whom, []))));
    await silent(
      hasty.transaction(async (tx) => {
        stop(await tx.query(whom, []));
        await tx.query(whom, []);
      }),
    );
    // Another connection takes its place.
    expect(await hasty.query(whom, [])).toEqual([{ pid: expect.any(Number) as number }]);
  } finally {
    stopped.forEach((pid) => process.kill(pid, 'SIGCONT'));
    await hasty.close();
  }
});
