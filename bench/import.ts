import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Core } from '@strapi/strapi';
import type { Bench } from '../scripts/bench';
import { ROOT } from '../scripts/lib/paths';
import { lanesOf, play } from './lib/load';
import { DUKA, startServer } from './lib/server';

const BY_DOCUMENTS = 200;
const BY_IMPORT = [1_000, 10_000];
/** With its variants 100,000 of them. */
const BESIDE_READERS = 50_000;
const VARIANTS = 2;
const SAMPLE_MS = 100;
const READERS = 8;
const READS_A_ROUND = 4_000;

/**
 * The import beside Strapi's document service in the same database, in documents (products and
 * variants) a second, and the most memory that the import takes for a small and a large file; then
 * 100,000 variants while a server is read from, beside its reads alone; then their export.
 */
export async function importing(bench: Bench): Promise<void> {
  const { openShop, ending, say } = bench;
  const { strapi, databaseUrl } = await openShop();
  const folder = mkdtempSync(join(tmpdir(), 'duka-bench-'));
  ending.add(async () => rmSync(folder, { recursive: true, force: true }));
  const start = performance.now();
  for (let turn = 0; turn < BY_DOCUMENTS; turn += 1) await makeByDocuments(strapi, turn);
  const baseline = rate(BY_DOCUMENTS, performance.now() - start);
  say(`document service, ${BY_DOCUMENTS} products: ${baseline.toFixed(0)} documents/s`);
  for (const products of BY_IMPORT) {
    const { milliseconds, megabytes } = await importProducts(folder, products);
    const speed = rate(products, milliseconds);
    say(
      `import, ${products} products: ${speed.toFixed(0)} documents/s, ` +
        `${(speed / baseline).toFixed(0)} times the document service, ${megabytes.toFixed(0)} MB`,
    );
  }
  const server = await startServer(DUKA, { DATABASE_URL: databaseUrl });
  ending.add(() => server.stop());
  await readRound(server.url);
  const alone = await readWhile(server.url, Promise.resolve());
  const run = importProducts(folder, BESIDE_READERS);
  const beside = await readWhile(server.url, run);
  const { milliseconds, megabytes } = await run;
  say(
    `import, ${BESIDE_READERS} products beside ${READERS} readers: ` +
      `${variantRate(milliseconds)} variants/s, ${megabytes.toFixed(0)} MB; ` +
      `reads ${beside.toFixed(0)}/s, ${(beside / alone).toFixed(2)} of ${alone.toFixed(0)}/s alone`,
  );
  const exported = await command(['export.js', 'products', join(folder, 'out.csv')]);
  say(
    `export of all: ${variantRate(exported.milliseconds)} variants/s, ${exported.megabytes.toFixed(0)} MB`,
  );
}

/** Of the large file's, a second. */
function variantRate(milliseconds: number): string {
  return ((BESIDE_READERS * VARIANTS * 1_000) / milliseconds).toFixed(0);
}

/** Reads lists and details, most of them asked for often, until work is done; gives reads a second. */
async function readWhile(url: string, work: Promise<unknown>): Promise<number> {
  let working = true;
  const done = work.finally(() => (working = false));
  let [reads, seconds] = [0, 0];
  do {
    seconds += await readRound(url);
    reads += READS_A_ROUND;
  } while (working);
  await done;
  return reads / seconds;
}

/** @returns seconds */
async function readRound(url: string): Promise<number> {
  const journeys = Array.from({ length: READS_A_ROUND }, (_, turn) => ({
    calls: [{ method: 'GET' as const, path: pathOf(turn) }],
  }));
  return (await play({ url, lanes: lanesOf(journeys, READERS) })).seconds;
}

function pathOf(turn: number): string {
  if (turn % 2 === 0)
    return `/api/products?pagination[page]=${(turn % 20) + 1}&pagination[pageSize]=20`;
  return `/api/products/i-1000-${turn % 500}`;
}

/** Documents a second. */
function rate(products: number, milliseconds: number): number {
  return (products * (1 + VARIANTS) * 1_000) / milliseconds;
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

interface Run {
  milliseconds: number;
  megabytes: number;
}

async function importProducts(folder: string, count: number): Promise<Run> {
  const file = join(folder, `${count}.csv`);
  await pipeline(Readable.from(rows(count)), createWriteStream(file));
  return command(['import.js', 'products', file]);
}

/** Runs a command as a merchandiser would, start of the process included. */
async function command([script = '', ...args]: readonly string[]): Promise<Run> {
  const start = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'dist/scripts', script), ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak = 0;
  const sampling = setInterval(() => {
    peak = Math.max(peak, residentMegabytes(child.pid ?? 0));
  }, SAMPLE_MS);
  const status = await new Promise<number | null>((done) => child.once('exit', done));
  clearInterval(sampling);
  if (status !== 0) throw new Error(`${script} ended with status ${status}`);
  return { milliseconds: performance.now() - start, megabytes: peak };
}

/** 0 where the process is gone. */
function residentMegabytes(pid: number): number {
  try {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)])) / 1024;
  } catch {
    return 0;
  }
}

function describe(turn: number): string {
  return `<p>Number <b>${turn}</b>, ${'a good thing to have at home. '.repeat(10)}</p>`;
}

/** A product export of that many products with two variants and two pictures each. */
function* rows(count: number): Generator<string> {
  yield (
    'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,' +
    'Variant Grams,Variant Price,Image Src\n'
  );
  for (let turn = 0; turn < count; turn += 1) {
    const handle = `i-${count}-${turn}`;
    const price = `${10 + (turn % 90)}.50`;
    const picture = `https://pictures.example.com/${handle}`;
    yield (
      `${handle},Product ${turn},"${describe(turn)}",Vendor ${turn % 97},Type ${turn % 31},` +
      `"a, b${turn % 7}",true,Size,S,${handle}-S,100,${price},${picture}-1.jpg\n` +
      `${handle},,,,,,,,M,${handle}-M,120,${price},${picture}-2.jpg\n`
    );
  }
}
