import type { Core } from '@strapi/strapi';
import { openDatabase, statement, type Database } from '../src/plugins/kernel/server/contract';
import { importing } from '../bench/import';
import { nearby } from '../bench/nearby';
import { CommandError } from './lib/command';
import { Ending } from './lib/ending';
import { prepareEnvironment, say } from './lib/environment';
import { loadShop, openPort } from './lib/shop';

/** A fresh shop in this process, on a database of its own. */
export interface BenchShop {
  url: string;
  strapi: Core.Strapi;
  database: Database;
  say(line: string): void;
}

const BENCHMARKS: Readonly<Record<string, (shop: BenchShop) => Promise<void>>> = {
  import: importing,
  nearby,
};

const SCRATCH = 'duka_bench';
const dropScratch = statement<[], never>(
  'bench.drop_scratch',
  `DROP DATABASE IF EXISTS ${SCRATCH} WITH (FORCE)`,
);
const createScratch = statement<[], never>('bench.create_scratch', `CREATE DATABASE ${SCRATCH}`);

/** Runs a benchmark, with its baseline, in a database that is made for it and dropped afterwards. */
async function bench(ending: Ending): Promise<void> {
  const name = process.argv[2] ?? '';
  const run = BENCHMARKS[name];
  if (run === undefined) {
    const names = Object.keys(BENCHMARKS).join('|');
    throw new CommandError(`There is no benchmark "${name}". Usage: npm run bench -- ${names}`);
  }
  ending.add(await prepareEnvironment((error) => ending.fail(error)));
  const server = process.env.DATABASE_URL ?? '';
  const keeper = open(server, ending);
  await keeper.query(dropScratch, []);
  await keeper.query(createScratch, []);
  ending.add(async () => {
    await keeper.query(dropScratch, []);
    await keeper.close();
  });

  const scratch = new URL(server);
  scratch.pathname = `/${SCRATCH}`;
  process.env.DATABASE_URL = scratch.toString();
  process.env.PORT = '0';
  process.env.HOST = '127.0.0.1';
  process.env.DUKA_RATE_LIMITS = 'off';
  process.env.DUKA_SERVE_ADMIN = 'off';
  const strapi = await loadShop(ending);
  const port = await openPort(strapi, ending);
  strapi.log.level = 'warn';
  const database = open(scratch.toString(), ending);
  ending.add(() => database.close());
  await run({ url: `http://127.0.0.1:${port}`, strapi, database, say });
  ending.begin(0);
}

function open(url: string, ending: Ending): Database {
  return openDatabase({
    url,
    poolSize: 2,
    name: 'duka-bench',
    statementTimeout: 0,
    onError: (error) => ending.fail(error),
  });
}

const ending = new Ending();
bench(ending).catch((error: unknown) => ending.fail(error));
