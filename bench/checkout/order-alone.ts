import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from '../lib/bench';
import { statement, type Database } from '../../src/plugins/kernel/server/contract';
import { SHOPPERS, startContestant, type Contestant } from '../lib/contestant';
import { prepareReplay, runReplay } from '../lib/replay';
import { DUKA } from '../lib/server';
import { costLine } from '../lib/table';
import { cartsOf } from './shop';

const WARM_UP = 160;
const ORDERS = 800;
const ROUNDS = 2;
const LINES = 2;

const allocated = statement<[], { holds: number }>(
  'bench.allocated',
  `SELECT count(*)::int AS holds
     FROM holds JOIN orders ON orders.document_id = holds.order_id
    WHERE holds.state = 'allocated'`,
);

/**
 * The order call alone, from carts that were filled before, in turn with pgbench placing the same
 * orders by the same statements in a copy of the database: what PostgreSQL alone could do.
 */
export async function orderAlone(bench: Bench, shop: Contestant, url: string): Promise<void> {
  const { databaseFor, open, say, ending } = bench;
  const recorded = await cartsOf(shop, ORDERS * ROUNDS);
  const measured = await cartsOf(shop, ORDERS * ROUNDS);
  const warming = await cartsOf(shop, WARM_UP);
  await shop.stop();
  const copyUrl = await databaseFor('copy', url);

  const folder = mkdtempSync(join(tmpdir(), 'orders-'));
  ending.add(async () => rmSync(folder, { recursive: true }));
  const file = join(folder, 'orders.jsonl');
  const recorder = ['--require', join(__dirname, '../lib/record-orders.js')];
  const recording = await startContestant(bench, DUKA, url, recorder, { DUKA_BENCH_RECORD: file });
  await recording.play(recorded);
  await recording.stop();
  const copy = open(copyUrl);
  const replay = await prepareReplay(copy, file);

  const server = await startContestant(bench, DUKA, url);
  await server.play(warming);
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = round * ORDERS;
    const { cost } = await server.measure(measured.slice(from, from + ORDERS));
    say(costLine('order call alone', cost));
    const most = Math.min(ORDERS, replay.orders - from);
    const count = most - (most % SHOPPERS);
    const before = await allocatedIn(copy);
    const bare = await runReplay(copyUrl, replay, { from, count }, SHOPPERS);
    if (bare === undefined) say('pgbench is not installed: the order call has no baseline here');
    else {
      const placed = ((await allocatedIn(copy)) - before) / LINES;
      if (placed !== count) throw new Error(`pgbench placed ${placed} orders of ${count}`);
      const ratio = cost.perSecond / bare;
      say(`pgbench, same statements: ${bare.toFixed(1)} orders/s, ratio ${ratio.toFixed(2)}`);
    }
  }
  await server.stop();
}

/** Goods that stand in orders: what is left of an order whose statements all did their work. */
async function allocatedIn(database: Database): Promise<number> {
  const [row] = await database.query(allocated, []);
  return row?.holds ?? 0;
}
