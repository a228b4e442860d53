import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench } from '../../scripts/bench';
import { SHOPPERS, startContestant, type Contestant } from '../lib/contestant';
import { prepareReplay, runReplay } from '../lib/replay';
import { DUKA } from '../lib/server';
import { costLine } from '../lib/table';
import { cartsOf } from './shop';

const WARM_UP = 160;
const ORDERS = 800;
const ROUNDS = 2;

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
  const replay = await prepareReplay(open(copyUrl), file);

  const server = await startContestant(bench, DUKA, url);
  await server.play(warming);
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = round * ORDERS;
    const { cost } = await server.measure(measured.slice(from, from + ORDERS));
    say(costLine('order call alone', cost));
    const count = Math.min(ORDERS, replay.orders - from);
    const bare = await runReplay(copyUrl, replay, { from, count }, SHOPPERS);
    if (bare === undefined) say('pgbench is not installed: the order call has no baseline here');
    else {
      const ratio = cost.perSecond / bare;
      say(`pgbench, same statements: ${bare.toFixed(1)} orders/s, ratio ${ratio.toFixed(2)}`);
    }
  }
  await server.stop();
}
