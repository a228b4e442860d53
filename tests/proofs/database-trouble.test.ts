import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { registerAdministrator } from '../support/administrator';
import {
  CASH_ORDER,
  makeStore,
  makeVariant,
  newKey,
  stock,
  stockOf,
  type Store,
  type Variant,
} from '../support/catalogue';
import { TestCluster } from '../support/cluster';
import { expectRightBooks } from '../support/doctor';
import { Endings } from '../support/endings';
import { call, type HttpAnswer } from '../support/http';
import { LOGS } from '../support/paths';
import { ServerProcess } from '../support/server-process';
import { TestShop } from '../support/shop';
import { SmallDisk } from '../support/small-disk';
import { until } from '../support/until';
import { brokenInvariants } from './invariants';

const MEGABYTES = 192;
const CONNECTIONS = 4;

const disk = SmallDisk.mount(MEGABYTES);
if (disk === undefined)
  process.stderr.write('Skipped: no disk can be mounted here to be filled.\n');

const endings = new Endings();
let cluster: TestCluster;
let shop: TestShop;
let pid: number;
let store: Store;
let variant: Variant;

// A cluster is made and a shop started for the first time.
jest.setTimeout(120_000);

beforeAll(async () => {
  endings.add(() => disk?.unmount());
  cluster = await TestCluster.start(disk?.folder);
  endings.add(() => cluster.stop());
  const { database } = cluster;
  const env = { DATABASE_POOL_SIZE: String(CONNECTIONS) };
  const logFile = join(LOGS, 'database-trouble.test.ts.1.log');
  const server = await ServerProcess.start({ databaseUrl: database.url, logFile, env });
  shop = new TestShop(database, server, { env });
  endings.add(() => shop.stop());
  endings.add(() => expectRightBooks(shop));
  await registerAdministrator(shop.url);
  pid = shop.pid;
});

afterAll(() => endings.run());

beforeEach(async () => {
  store = await makeStore(shop);
  variant = await makeVariant(shop);
  await stock(shop, store, variant, 1_000);
});

afterEach(async () => {
  expect(await brokenInvariants(shop)).toEqual([]);
  // It was never started anew.
  expect(shop.pid).toBe(pid);
});

const add = (sku: string, key = newKey()): Promise<HttpAnswer> =>
  call('POST', `${shop.url}/api/cart/items`, { headers: key, body: { sku, quantity: 1 } });

const order = (token: string, key = newKey()): Promise<HttpAnswer> =>
  call('POST', `${shop.url}/api/orders`, {
    headers: { ...key, 'X-Cart-Token': token },
    body: CASH_ORDER,
  });

/** Whether the shop asks to be called again later. */
function isLater({ status, headers, body }: HttpAnswer): boolean {
  if (status !== 503) return false;
  expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0);
  expect(body.error.details.code).toBe('UNAVAILABLE');
  return true;
}

/** Sends a call again under its key for as long as the shop asks for that. */
async function patiently(
  send: (key: ReturnType<typeof newKey>) => Promise<HttpAnswer>,
  onLater: () => void,
): Promise<HttpAnswer> {
  const key = newKey();
  for (;;) {
    const answer = await send(key);
    if (!isLater(answer)) return answer;
    onLater();
    await sleep(100);
  }
}

test('F-06 PostgreSQL dies and comes back during 100 checkouts: each is one order in the end', async () => {
  let refused = 0;
  const later = () => void (refused += 1);
  const buy = async (): Promise<HttpAnswer> => {
    const added = await patiently((key) => add(variant.sku, key), later);
    return patiently((key) => order(added.body.data.token as string, key), later);
  };
  const bought = Promise.all(Array.from({ length: 100 }, buy));
  await until(async () => (await ordersOf(variant)) >= 10, 'ten orders');
  await cluster.kill();
  await until(() => refused >= 10, 'ten refusals');
  await cluster.restart();
  expect((await bought).map(({ status }) => status)).toEqual(Array(100).fill(201));
  expect(await ordersOf(variant)).toBe(100);
  // What a call had claimed when it was cut short expires by itself.
  const allocated = await shop.sql(
    `SELECT sum(quantity)::int AS pieces FROM holds
      WHERE state = 'allocated'
        AND stock_level_id IN (SELECT id FROM stock_levels WHERE variant_id = $1)`,
    [variant.id],
  );
  expect(allocated).toEqual([{ pieces: 100 }]);
});

test('F-07 a row that somebody keeps locked costs who needs it a 503, and nobody else anything', async () => {
  const free = await makeVariant(shop);
  await stock(shop, store, free, 10);
  const row = `SELECT FROM stock_levels WHERE variant_id = ${variant.id} FOR UPDATE`;
  await whileLocked(row, async () => {
    let isWaiting = true;
    const waiting = add(variant.sku).finally(() => (isWaiting = false));
    const added = await add(free.sku);
    expect((await order(added.body.data.token as string)).status).toBe(201);
    expect(isWaiting).toBe(true);
    expect(isLater(await waiting)).toBe(true);
  });
  expect((await add(variant.sku)).status).toBe(201);
});

test('F-08 while every connection is busy the shop says so, and it recovers by itself', async () => {
  const isWell = async () => (await call('GET', `${shop.url}/health/detailed`)).status === 200;
  await whileLocked('LOCK TABLE carts IN ACCESS EXCLUSIVE MODE', async () => {
    const waiting = Promise.all(Array.from({ length: 5 * CONNECTIONS }, () => add(variant.sku)));
    await until(async () => !(await isWell()), 'the shop to be busy');
    expect((await call('GET', `${shop.url}/health`)).status).toBe(200);
    const answers = await waiting;
    expect(answers.map(isLater)).toEqual(answers.map(() => true));
  });
  expect(
    (
      await patiently(
        (key) => add(variant.sku, key),
        () => undefined,
      )
    ).status,
  ).toBe(201);
  await until(isWell, 'the shop to be well');
});

(disk === undefined ? test.skip : test)(
  'F-13 the database’s disk is full: no order is taken or half written, until there is room again',
  async () => {
    const carts = await Promise.all(Array.from({ length: 60 }, () => add(variant.sku)));
    const keyed = carts.map(({ body }) => ({ token: body.data.token as string, key: newKey() }));
    disk!.fill();
    const answers: HttpAnswer[] = [];
    // What is free in the files that there are is used up first.
    for (const { token, key } of keyed) answers.push(await order(token, key));
    const later = answers.filter(isLater).length;
    expect(later).toBeGreaterThan(0);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(60 - later);
    expect(await ordersOf(variant)).toBe(60 - later);
    disk!.makeRoom();
    const again = await Promise.all(keyed.map(({ token, key }) => order(token, key)));
    expect(again.map(({ status }) => status)).toEqual(Array(60).fill(201));
    expect(await ordersOf(variant)).toBe(60);
    expect(await stockOf(shop, store, variant)).toEqual({ on_hand: 1_000, reserved: 60 });
  },
);

async function ordersOf({ sku }: Variant): Promise<number> {
  const [row] = await shop.sql<{ count: number }>(
    'SELECT count(*) FROM order_lines WHERE sku = $1',
    [sku],
  );
  return row?.count ?? 0;
}

/** Does something while a session that somebody has forgotten keeps a lock. */
async function whileLocked(text: string, work: () => Promise<void>): Promise<void> {
  const session = new Client({ connectionString: shop.database.url });
  await session.connect();
  try {
    await session.query(`BEGIN; ${text}`);
    await work();
  } finally {
    await session.end();
  }
}
