import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { importProducts, mapping, type Mapping } from '../src/plugins/catalog/server/contract';
import { importStock, storeOfCode, takeStock } from '../src/plugins/inventory/server/contract';
import {
  openDatabase,
  Report,
  statement,
  UnreadableFile,
  type Database,
} from '../src/plugins/kernel/server/contract';
import { fetchLater } from '../src/plugins/media/server/contract';
import { importStores } from '../src/plugins/stores/server/contract';
import { CommandError } from './lib/command';
import { Ending } from './lib/ending';
import { prepareEnvironment, say } from './lib/environment';
import { openInput } from './lib/input-file';
import { showProgress } from './lib/progress';

const USAGE = `npm run import -- products|stores|stock FILE

  products FILE [--store CODE] [--on-duplicate-sku suffix]   a product export of Shopify's
  products FILE --mapping MAPPING.json […]                   any CSV or JSON lines
  products FILE --fetch-images […]                           and its pictures, in the background
  stores FILE [--country US]                                 code,name,latitude,longitude,…
  stock FILE                                                 sku,store,onHand

FILE is packed by gzip where its name ends in .gz; - reads standard input.`;

type Import = (
  database: Database,
  bytes: AsyncIterable<Uint8Array>,
  report: Report,
  options: Options,
) => Promise<void>;

const IMPORTS: Readonly<Record<string, Import>> = {
  products: importProductFile,
  stores: (database, bytes, report, { country }) =>
    importStores(database, bytes, report, { country }),
  stock: (database, bytes, report) => importStock(database, bytes, report),
};

interface Options {
  country?: string | undefined;
  store?: string | undefined;
  'on-duplicate-sku'?: string | undefined;
  mapping?: string | undefined;
  'fetch-images'?: boolean | undefined;
}

/**
 * Imports a file into the database alone, beside a running server or without one: Strapi is not
 * loaded, which takes seconds, unless the database has no tables yet.
 */
async function main(ending: Ending): Promise<void> {
  const { run, path, options } = readArguments();
  ending.add(await prepareEnvironment((error) => ending.fail(error)));
  const database = openImportDatabase();
  ending.add(() => database.close());
  const [found] = await database.query(catalogIsThere, []);
  if (!found?.there) {
    say('The database has no tables yet: making them first.');
    // Strapi is half of what this process would load, and seldom needed.
    const { loadShop } = await import('./lib/shop.js');
    await loadShop(ending);
  }

  let read = 0;
  const input = openInput(path, (bytes) => progress.update((read = bytes)));
  const progress = showProgress(input.size);
  const report = new Report({
    refused: ({ line, reason }) => progress.say(`line ${line}: refused: ${reason}.`),
    noted: ({ line, reason }) => progress.say(`line ${line}: note: ${reason}.`),
  });
  try {
    await run(database, input.bytes, report, options);
    progress.update(input.size ?? read);
  } catch (error) {
    throw error instanceof UnreadableFile ? new CommandError(`${path}: ${error.message}`) : error;
  } finally {
    progress.stop();
  }
  const { accepted, unchanged, refused } = report;
  say(`${path}: ${accepted} rows written, ${unchanged} unchanged, ${refused} refused.`);
  ending.begin(refused > 0 ? 1 : 0);
}

const catalogIsThere = statement<[], { there: boolean }>(
  'import.catalog_is_there',
  `SELECT to_regclass('stock_movements') IS NOT NULL AS there`,
);

function readArguments(): { run: Import; path: string; options: Options } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        country: { type: 'string' },
        store: { type: 'string' },
        'on-duplicate-sku': { type: 'string' },
        mapping: { type: 'string' },
        'fetch-images': { type: 'boolean' },
      },
    });
    const [what = '', path, ...rest] = positionals;
    const run = IMPORTS[what];
    if (run !== undefined && path !== undefined && rest.length === 0) {
      return { run, path, options: values };
    }
  } catch (error) {
    throw new CommandError(`${(error as Error).message}\n\n${USAGE}`);
  }
  throw new CommandError(USAGE);
}

function openImportDatabase(): Database {
  return openDatabase({
    url: process.env.DATABASE_URL ?? '',
    poolSize: 2,
    name: 'duka-import',
    // An import may have to wait for another one's batch, and nobody waits for its answer.
    lockTimeout: 120_000,
    statementTimeout: 120_000,
    onError: (error) => say(`database: ${error.message}`),
  });
}

async function importProductFile(
  database: Database,
  bytes: AsyncIterable<Uint8Array>,
  report: Report,
  {
    store,
    mapping: mappingFile,
    'on-duplicate-sku': onDuplicateSku = 'refuse',
    'fetch-images': fetchImages = false,
  }: Options,
): Promise<void> {
  if (onDuplicateSku !== 'refuse' && onDuplicateSku !== 'suffix') {
    throw new CommandError('--on-duplicate-sku is refuse or suffix.');
  }
  const storeId = store === undefined ? undefined : await storeOfCode(database, store);
  if (store !== undefined && storeId === undefined) {
    throw new CommandError(`There is no store with the code "${store}".`);
  }
  const currency = process.env.DUKA_CURRENCY || 'USD';
  await importProducts(database, bytes, report, {
    currency,
    onDuplicateSku,
    ...(mappingFile === undefined ? {} : { mapping: readMapping(mappingFile) }),
    ...(fetchImages ? { fetchImages: fetchLater } : {}),
    ...(storeId === undefined
      ? {}
      : {
          takeStock: (tx, rows) =>
            takeStock(
              tx,
              rows.map((row) => ({ ...row, storeId })),
            ),
        }),
  });
}

/** The mapping in a file; what is wrong with it is said by its path. */
function readMapping(file: string): Mapping {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError(`${file} cannot be read: ${(error as Error).message}`);
  }
  const result = mapping.safeParse(json);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new CommandError(`${file} is no mapping:\n${faults.join('\n')}`);
}

const ending = new Ending();
main(ending).catch((error: unknown) => ending.fail(error));
