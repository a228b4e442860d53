import { fork } from 'node:child_process';
import { join } from 'node:path';
import {
  allocateHolds,
  freeHolds,
  fulfilOrder,
  keepHolds,
  releaseOrder,
  type ClaimResult,
} from '../../src/plugins/inventory/server/contract';
import { createClaims, type Claims } from '../../src/plugins/inventory/server/services/claims';
import {
  openDatabase,
  type Database,
  type Transaction,
} from '../../src/plugins/kernel/server/database/database';
import { runDoctor } from '../support/doctor';
import { createShop, type TestShop } from '../support/shop';
import { booksOf, call, makeStock, makeStore, makeVariant } from './goods';

let shop: TestShop;
let database: Database;
let claims: Claims;

beforeAll(async () => {
  shop = await createShop();
  // No sweeper: what it would do must never be needed.
  await shop.sql(`INSERT INTO schedules VALUES ('inventory.sweep_expired', 'infinity')
                  ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at`);
  const open = (poolSize: number) =>
    openDatabase({ url: shop.database.url, poolSize, name: 'test', onError: () => undefined });
  database = open(4);
  claims = createClaims(open(4), 900);
});
afterAll(async () => {
  const { status, output } = await runDoctor(shop.database.url);
  expect({ status, output }).toEqual({ status: 0, output: 'The books are right.\n' });
  await claims.close();
  await database.close();
  await shop.stop();
});

async function stocked(onHand: number, fields: { allowBackorder?: boolean } = {}) {
  const variant = await makeVariant(shop, fields);
  const store = await makeStore(shop);
  const stock = await makeStock(shop, variant, store, onHand);
  const goods = { variantId: variant.id, storeId: store.id };
  const take = async (quantity: number) => {
    const result = await claims.claim({ ...goods, quantity });
    if (result.kind !== 'claimed') throw new Error(`There are only ${result.available}`);
    return result.holdId;
  };
  const books = () => booksOf(shop, stock);
  const available = async () => {
    const path = `/api/stores/${store.documentId}/availability?sku=${variant.sku}`;
    return (await call<{ available: number }[]>(shop.url, path)).data[0]?.available;
  };
  return { variant, store, stock, goods, take, books, available };
}

const expire = (holdId: string) =>
  shop.sql(`UPDATE holds SET expires_at = now() - interval '1 s' WHERE id = $1`, [holdId]);

const cancelled = (orderId: string) => database.transaction((tx) => releaseOrder(tx, orderId));

function claimInProcess(
  goods: { variantId: number; storeId: number },
  quantities: number[],
): Promise<ClaimResult[]> {
  const child = fork(join(__dirname, 'claimer.js'));
  child.send({ url: shop.database.url, ...goods, quantities });
  return new Promise((resolve, reject) => {
    child.once('message', (results) => resolve(results as ClaimResult[]));
    child.once('exit', () => reject(new Error('The claimer ended without an answer')));
  });
}

describe('claims', () => {
  it('of two processes at once share out exactly what there is', async () => {
    const { goods, books } = await stocked(50);
    const one = Array.from({ length: 100 }, () => 1);
    const results = (
      await Promise.all([claimInProcess(goods, one), claimInProcess(goods, one)])
    ).flat();
    const claimed = results.filter(({ kind }) => kind === 'claimed');
    expect(claimed).toHaveLength(50);
    expect(results.filter(({ kind }) => kind === 'insufficient')).toHaveLength(150);
    expect(await books()).toMatchObject({ on_hand: 50, reserved: 50, live: 50 });
  });

  it('of many sizes never take more than there is and leave nothing that would fit', async () => {
    const { goods, books } = await stocked(97);
    const sizes = Array.from({ length: 60 }, (_, turn) => 1 + ((turn * 7) % 9));
    const processes = [sizes, [...sizes].reverse(), sizes];
    const results = await Promise.all(processes.map((wanted) => claimInProcess(goods, wanted)));
    const taken = results.flatMap((answers, index) =>
      answers.map(({ kind }, turn) => (kind === 'claimed' ? (processes[index]?.[turn] ?? 0) : 0)),
    );
    const sum = taken.reduce((left, right) => left + right);
    expect(sum).toBe(97);
    expect(await books()).toMatchObject({ reserved: 97, live: 97 });
  });

  it('that do not fit do not stand in the way of smaller ones behind them', async () => {
    const { goods } = await stocked(7);
    const results = await Promise.all(
      [3, 9, 2, 2, 1].map((quantity) => claims.claim({ ...goods, quantity })),
    );
    expect(results.map(({ kind }) => kind)).toEqual([
      'claimed',
      'insufficient',
      'claimed',
      'claimed',
      'insufficient',
    ]);
  });

  it('find expired holds free with nobody sweeping', async () => {
    const { take, available, books } = await stocked(5);
    const first = await take(5);
    expect(await available()).toBe(0);
    await expire(first);
    expect(await available()).toBe(5);
    await take(4);
    expect(await books()).toMatchObject({ reserved: 4, live: 4 });
  });

  it('say what is left, 0 where the store does not carry the variant', async () => {
    const { goods } = await stocked(5);
    const other = await makeStore(shop);
    expect(await claims.claim({ ...goods, quantity: 6 })).toEqual({
      kind: 'insufficient',
      available: 5,
    });
    expect(await claims.claim({ ...goods, storeId: other.id, quantity: 1 })).toEqual({
      kind: 'insufficient',
      available: 0,
    });
  });

  it('go beyond what there is where the variant allows backorder', async () => {
    const { take, books, available } = await stocked(2, { allowBackorder: true });
    const holdId = await take(5);
    expect(await books()).toMatchObject({ on_hand: 2, reserved: 5 });
    expect(await available()).toBe(0);
    await database.transaction((tx) =>
      allocateHolds(tx, [{ holdId, orderLineId: 'line' }], 'backorder'),
    );
    const short = await database.transaction((tx) =>
      fulfilOrder(tx, { orderId: 'backorder', actor: 'test' }),
    );
    expect(short).toEqual({ kind: 'short', missing: [{ sku: expect.any(String), quantity: 3 }] });
    expect(await books()).toMatchObject({ on_hand: 2, reserved: 5 });
    await cancelled('backorder');
    expect(await books()).toMatchObject({ on_hand: 2, reserved: 0 });
  });
});

describe('a hold', () => {
  const keep = async (holdId: string, mergeInto?: string, ceilingSeconds?: number) => {
    const life = { seconds: 900, ceilingSeconds };
    return database.transaction((tx) => keepHolds(tx, [{ holdId, mergeInto }], life));
  };

  it('takes a second claim in, so that a line has one', async () => {
    const { take, books } = await stocked(9);
    const [line, more] = [await take(2), await take(3)];
    await keep(line);
    expect([...(await keep(more, line)).keys()]).toEqual([line]);
    expect(await shop.sql('SELECT quantity FROM holds WHERE id IN ($1, $2)', [line, more])).toEqual(
      [{ quantity: 5 }],
    );
    expect(await books()).toMatchObject({ reserved: 5, live: 5 });
  });

  it('takes many claims in at once, beside others that are renewed', async () => {
    const { take, books } = await stocked(9);
    const [line, other, one, two] = [await take(1), await take(1), await take(2), await take(3)];
    const holds = [
      { holdId: one, mergeInto: line },
      { holdId: two, mergeInto: line },
      { holdId: line },
      { holdId: other },
    ];
    const kept = await database.transaction((tx) =>
      keepHolds(tx, holds, { seconds: 900, ceilingSeconds: undefined }),
    );
    expect([...kept.keys()].sort()).toEqual([line, other].sort());
    expect(await shop.sql('SELECT quantity FROM holds WHERE id = $1', [line])).toEqual([
      { quantity: 6 },
    ]);
    expect(await books()).toMatchObject({ reserved: 7, live: 7 });
  });

  it('is prolonged up to a ceiling since it was first taken, and never cut short', async () => {
    const { take } = await stocked(9);
    const holdId = await take(1);
    const left = async () => {
      const [row] = await shop.sql<{ seconds: number }>(
        `SELECT extract(epoch FROM expires_at - created_at)::int AS seconds FROM holds WHERE id = $1`,
        [holdId],
      );
      return row?.seconds;
    };
    await keep(holdId, undefined, 120);
    expect(await left()).toBe(120);
    await keep(holdId, undefined, 60);
    expect(await left()).toBe(120);
  });

  it('that has expired is lost, and neither renewed, merged nor ordered', async () => {
    const { take, books } = await stocked(9);
    const holdId = await take(2);
    await expire(holdId);
    expect((await keep(holdId)).size).toBe(0);
    const claim = await take(1);
    expect([...(await keep(claim, holdId)).keys()]).toEqual([claim]);
    await database.transaction(async (tx) => {
      expect(await allocateHolds(tx, [{ holdId, orderLineId: 'line' }], 'late')).toEqual({
        kind: 'lost',
        holdIds: [holdId],
      });
    });
    expect(await books()).toMatchObject({ reserved: 3, live: 3 });
  });

  it('gives back what it is shrunk by, and the rest once, however often it is released', async () => {
    const { take, books } = await stocked(9);
    const holdId = await take(6);
    const free = (keep: number) => database.transaction((tx) => freeHolds(tx, [{ holdId, keep }]));
    await free(2);
    expect(await books()).toMatchObject({ reserved: 2, live: 2 });
    await free(3);
    expect(await books()).toMatchObject({ reserved: 2, live: 2 });
    const release = () => free(0);
    await Promise.all([release(), release(), release()]);
    expect(await books()).toMatchObject({ on_hand: 9, reserved: 0, live: 0 });
  });

  it('becomes an order without touching the stock row, once', async () => {
    const { take, books, stock } = await stocked(9);
    const holdId = await take(6);
    const version = () => shop.sql('SELECT xmin FROM stock_levels WHERE id = $1', [stock.id]);
    const before = await version();
    const allocate = (orderId: string) =>
      database.transaction((tx) => allocateHolds(tx, [{ holdId, orderLineId: 'line' }], orderId));
    const orders = ['one', 'two', 'three'];
    const results = await Promise.all(orders.map(allocate));
    expect(results.filter(({ kind }) => kind === 'allocated')).toHaveLength(1);
    expect(await version()).toEqual(before);
    expect(await books()).toMatchObject({ reserved: 6, live: 6 });
    await Promise.all(orders.map(cancelled));
    expect(await books()).toMatchObject({ reserved: 0, live: 0 });
  });

  it('leaves with the goods, or comes back with a cancelled order, once', async () => {
    const { take, books, store } = await stocked(9);
    const order = async (orderId: string, quantity: number) => {
      const holdId = await take(quantity);
      await database.transaction((tx) =>
        allocateHolds(tx, [{ holdId, orderLineId: 'l' }], orderId),
      );
    };
    await order('sent', 4);
    await order('cancelled', 3);
    const fulfil = (storeId: string) =>
      database.transaction((tx) => fulfilOrder(tx, { orderId: 'sent', storeId, actor: 'test' }));
    await fulfil('another-store');
    expect(await books()).toMatchObject({ on_hand: 9, reserved: 7 });
    await Promise.all([fulfil(store.documentId), fulfil(store.documentId)]);
    expect(await books()).toEqual({ on_hand: 5, reserved: 3, moved: 5, live: 3 });
    await Promise.all([cancelled('cancelled'), cancelled('cancelled'), cancelled('sent')]);
    expect(await books()).toEqual({ on_hand: 5, reserved: 0, moved: 5, live: 0 });
  });

  it('may be released, renewed and swept by many at once without a deadlock', async () => {
    const goods = await Promise.all(Array.from({ length: 4 }, () => stocked(1_000)));
    const all = await Promise.all(
      goods.flatMap(({ take }) => Array.from({ length: 20 }, () => take(1))),
    );
    const shuffled = (holds: string[]) => [...holds].sort(() => Math.random() - 0.5);
    const release = (tx: Transaction, holds: string[]) =>
      freeHolds(
        tx,
        holds.map((holdId) => ({ holdId, keep: 0 })),
      );
    let runs = 0;
    // A cart renews and releases its own holds; a sweeper releases anybody's, in one statement.
    const carts = Array.from({ length: 10 }, (_, cart) =>
      database.transaction(async (tx) => {
        runs += 1;
        const own = all.filter((__, index) => index % 10 === cart);
        const life = { seconds: 900, ceilingSeconds: undefined };
        await keepHolds(
          tx,
          shuffled(own).map((holdId) => ({ holdId })),
          life,
        );
        await release(tx, shuffled(own).slice(4));
      }),
    );
    const sweeps = Array.from({ length: 10 }, () =>
      database.transaction(async (tx) => {
        runs += 1;
        await release(tx, shuffled(all).slice(0, 40));
      }),
    );
    await Promise.all([...carts, ...sweeps]);
    // A deadlock would have made one of them run again.
    expect(runs).toBe(20);
    for (const { books } of goods) {
      const { reserved, live } = await books();
      expect(reserved).toBe(live);
    }
  });
});
