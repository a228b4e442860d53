import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import type { Bench } from '../lib/bench';
import { statement, type Database } from '../../src/plugins/kernel/server/contract';
import { startContestant, type Contestant } from '../lib/contestant';
import { cpuOf, cpuOfFamily } from '../lib/cpu';
import type { Journey } from '../lib/journey';
import { lanesOf, play } from '../lib/load';
import { postmasterOf } from '../lib/meter';
import { DUKA } from '../lib/server';
import { describe, handleOf, VARIANTS, writeProductFile } from './product-file';
import { runCommand, type Run } from './run-command';

/** Products, each with its variants, of each of the two files, and of the document service. */
const PRODUCTS = 50_000;
const QUICK_PRODUCTS = 5_000;
const BY_DOCUMENTS = 100;
const READERS = 8;
const READS_A_ROUND = 2_000;
const ROUNDS_ALONE = 5;
/** Of the readers: so many first pages of lists, and so many products. */
const LISTS = 20;
const DETAILS = 500;
const REST_MS = 500;

/** What the shop has still to do of its own: entries of its search index, events to hand over, jobs. */
const workLeft = statement<[], { left: number }>(
  'bench.work_left',
  `SELECT (SELECT count(*) FROM search_changes)
        + (SELECT count(*) FROM outbox WHERE relayed_at IS NULL)
        + (SELECT count(*) FROM jobs WHERE state IN ('waiting', 'running')) AS left`,
);

/**
 * The import of products with a brand, a category, two variants and two pictures each: with no server
 * running, and the export of what came in; then of others while a server is read from, beside its reads
 * alone; then Strapi's document service making the like in a database of its own. `--quick` does so
 * with a tenth. Other arguments go to Node of the first import: `--cpu-prof` leaves a profile.
 */
export async function importing(bench: Bench): Promise<void> {
  const { args, databaseFor, open, openShop, ending, say } = bench;
  const products = args.includes('--quick') ? QUICK_PRODUCTS : PRODUCTS;
  const nodeOptions = args.filter((argument) => argument !== '--quick');
  const folder = mkdtempSync(join(tmpdir(), 'duka-bench-'));
  ending.add(async () => rmSync(folder, { recursive: true, force: true }));
  const [first, second] = [join(folder, 'first.csv'), join(folder, 'second.csv')];
  await writeProductFile(first, 'first', products);
  await writeProductFile(second, 'second', products);
  const url = await databaseFor('import');
  const database = open(url);
  // Makes the tables.
  await (await startContestant(bench, DUKA, url)).stop();

  const postmaster = await postmasterOf(database);
  const command = async (
    name: string,
    script: string,
    file: string,
    options?: readonly string[],
  ) => {
    const before = cpuOfFamily(postmaster);
    const run = await runCommand(script, ['products', file], url, options);
    // A connection that is about to end is counted neither with the living nor with the ended.
    await sleep(REST_MS);
    say(`${name}: ${costOf(run, cpuOfFamily(postmaster) - before, products * VARIANTS)}`);
  };
  say(`${products * VARIANTS} variants of ${products} products in a file`);
  await command('import', 'import.js', first, nodeOptions);
  await command('the same file again', 'import.js', first);
  await command('export', 'export.js', join(folder, 'exported.csv'));

  const shop = await startContestant(bench, DUKA, url);
  const rested = performance.now();
  await untilRested(database);
  say(`the shop's own work on them: ${((performance.now() - rested) / 1_000).toFixed(0)} s`);
  await readFor(shop, 1);
  const alone = await readFor(shop, ROUNDS_ALONE);
  say(`${READERS} readers alone: ${readsOf(alone)}`);
  let importing = true;
  const imported = command('import beside readers', 'import.js', second).finally(() => {
    importing = false;
  });
  const beside = await readWhile(shop, () => importing);
  await imported;
  say(`${READERS} readers beside it: ${readsOf(beside)}, ${share(beside, alone)} of alone`);
  const after = await readWhileWorking(shop, database);
  say(
    `${READERS} readers beside the shop's own work: ${readsOf(after)}, ${share(after, alone)} of alone`,
  );
  await shop.stop();

  const { strapi } = await openShop();
  const start = performance.now();
  for (let turn = 0; turn < BY_DOCUMENTS; turn += 1) await makeByDocuments(strapi, turn);
  const rate = perSecond(BY_DOCUMENTS * VARIANTS, performance.now() - start);
  say(`Strapi's document service, ${BY_DOCUMENTS} products: ${rate} variants/s`);
}

/** Rate, CPU of both sides and the memory curve of a run. */
function costOf(run: Run, postgres: number, variants: number): string {
  const each = (milliseconds: number) => ((milliseconds * 1_000) / variants).toFixed(0);
  const curve = [0.1, 0.25, 0.5, 0.75, 0.95].map((part) =>
    (run.memory[Math.floor(run.memory.length * part)] ?? 0).toFixed(0),
  );
  return (
    `${perSecond(variants, run.milliseconds)} variants/s; ` +
    `CPU ms/1,000: Node ${each(run.cpu)}, PostgreSQL ${each(postgres)}; ` +
    `MB at 10, 25, 50, 75, 95 %: ${curve.join(', ')}`
  );
}

function perSecond(count: number, milliseconds: number): string {
  return ((count * 1_000) / milliseconds).toFixed(0);
}

/** Reads and what they took. */
interface Reads {
  count: number;
  seconds: number;
  /** Milliseconds of CPU of the server in that time, whatever it did. */
  server: number;
}

function readsOf({ count, seconds, server }: Reads): string {
  return `${(count / seconds).toFixed(0)}/s, server CPU ${(server / count).toFixed(2)} ms each`;
}

function share(beside: Reads, alone: Reads): string {
  return (beside.count / beside.seconds / (alone.count / alone.seconds)).toFixed(2);
}

/** Reads lists and details, most of them asked for often, for so many rounds. */
function readFor(shop: Contestant, rounds: number): Promise<Reads> {
  let left = rounds;
  return readWhile(shop, () => --left > 0);
}

/** Reads a round, and another one as long as it goes on. */
async function readWhile({ server }: Contestant, goesOn: () => boolean): Promise<Reads> {
  const reads: Reads = { count: 0, seconds: 0, server: 0 };
  const before = cpuOf(server.pid);
  do {
    const { seconds } = await play({ url: server.url, lanes: lanesOf(round(), READERS) });
    reads.seconds += seconds;
    reads.count += READS_A_ROUND;
  } while (goesOn());
  return { ...reads, server: cpuOf(server.pid) - before };
}

function round(): Journey[] {
  return Array.from({ length: READS_A_ROUND }, (_, turn) => ({
    calls: [{ method: 'GET' as const, path: pathOf(turn) }],
  }));
}

function pathOf(turn: number): string {
  if (turn % 2 === 1) return `/api/products/${handleOf('first', turn % DETAILS)}`;
  return `/api/products?pagination[page]=${(turn % (2 * LISTS)) / 2 + 1}&pagination[pageSize]=20`;
}

/** Reads until the shop has done its own work on what came in. */
async function readWhileWorking(shop: Contestant, database: Database): Promise<Reads> {
  let working = true;
  const rested = untilRested(database).finally(() => {
    working = false;
  });
  const reads = await readWhile(shop, () => working);
  await rested;
  return reads;
}

async function untilRested(database: Database): Promise<void> {
  for (;;) {
    const [row] = await database.query(workLeft, []);
    if (row?.left === 0) return;
    await sleep(REST_MS);
  }
}

async function makeByDocuments(strapi: Core.Strapi, turn: number): Promise<void> {
  const product = await strapi.documents('api::product.product').create({
    status: 'published',
    data: {
      name: `Product ${turn}`,
      slug: `d-${turn}`,
      description: describe(turn),
      tags: ['a', `b${turn % 7}`],
      options: [{ name: 'Size', values: ['S', 'M'] }],
    },
  });
  for (const size of ['S', 'M']) {
    await strapi.documents('api::variant.variant').create({
      data: {
        sku: `D-${turn}-${size}`,
        title: size,
        options: { Size: size },
        price: 1000 + turn,
        product: product.documentId,
      },
    });
  }
}
