import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Core } from '@strapi/strapi';
import type { BenchShop } from '../scripts/bench';
import { ROOT } from '../scripts/lib/paths';

const BY_DOCUMENTS = 200;
const BY_IMPORT = [1_000, 10_000, 100_000];
const VARIANTS = 2;
const SAMPLE_MS = 100;

/**
 * The import beside Strapi's document service in the same database, in documents (products and
 * variants) a second, and the most memory that the import takes for a small and a large file.
 */
export async function importing({ strapi, say }: BenchShop): Promise<void> {
  const start = performance.now();
  for (let turn = 0; turn < BY_DOCUMENTS; turn += 1) await makeByDocuments(strapi, turn);
  const baseline = rate(BY_DOCUMENTS, performance.now() - start);
  say(`document service, ${BY_DOCUMENTS} products: ${baseline.toFixed(0)} documents/s`);
  for (const products of BY_IMPORT) {
    const { milliseconds, megabytes } = await importProducts(products);
    const speed = rate(products, milliseconds);
    say(
      `import, ${products} products: ${speed.toFixed(0)} documents/s, ` +
        `${(speed / baseline).toFixed(0)} times the document service, ${megabytes.toFixed(0)} MB`,
    );
  }
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

/** Runs the command as a merchandiser would, start of the process included. */
async function importProducts(count: number): Promise<{ milliseconds: number; megabytes: number }> {
  const start = performance.now();
  const command = join(ROOT, 'dist/scripts/import.js');
  const child = spawn(process.execPath, [command, 'products', '-'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  let peak = 0;
  const sampling = setInterval(() => {
    peak = Math.max(peak, residentMegabytes(child.pid ?? 0));
  }, SAMPLE_MS);
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  await pipeline(Readable.from(rows(count)), child.stdin);
  const status = await ended;
  clearInterval(sampling);
  if (status !== 0) throw new Error(`The import ended with status ${status}`);
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
