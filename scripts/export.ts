import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportProducts } from '../src/plugins/catalog/server/contract';
import { exportStock } from '../src/plugins/inventory/server/contract';
import { openDatabase, type Database } from '../src/plugins/kernel/server/contract';
import { exportOrders } from '../src/plugins/orders/server/contract';
import { CommandError } from './lib/command';
import { Ending } from './lib/ending';
import { prepareEnvironment, say } from './lib/environment';

const USAGE = `npm run export -- products|orders|stock [FILE]

Writes CSV that is safe to open in a spreadsheet; without FILE to products.csv and so on.`;

type OnError = (error: Error) => void;
type Export = (database: Database, onError: OnError) => Readable;

const EXPORTS: Readonly<Record<string, Export>> = {
  products: (database, onError) =>
    exportProducts(database, process.env.DUKA_CURRENCY || 'USD', onError),
  orders: (database, onError) => exportOrders(database, { stores: null }, onError),
  stock: exportStock,
};

/** Exports beside a running server or without one; a file is there whole or not at all. */
async function main(ending: Ending): Promise<void> {
  const [what = '', file = `${what}.csv`, ...rest] = process.argv.slice(2);
  const run = EXPORTS[what];
  if (run === undefined || rest.length > 0) throw new CommandError(USAGE);
  ending.add(await prepareEnvironment((error) => ending.fail(error)));
  const database = openDatabase({
    url: process.env.DATABASE_URL ?? '',
    poolSize: 1,
    name: 'duka-export',
    onError: (error) => say(`database: ${error.message}`),
  });
  ending.add(() => database.close());

  const target = resolve(file);
  const draft = `${target}.part`;
  ending.add(async () => rmSync(draft, { force: true }));
  // The error comes out of the pipeline as well, where it ends the command.
  const csv = run(database, () => undefined);
  await pipeline(csv, createWriteStream(draft)).catch((error: unknown) => {
    throw isRefusedByDisk(error) ? new CommandError(`${target}: ${error.message}`) : error;
  });
  renameSync(draft, target);
  say(`${target} is written.`);
  ending.begin(0);
}

function isRefusedByDisk(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'path' in error;
}

const ending = new Ending();
main(ending).catch((error: unknown) => ending.fail(error));
