import { join } from 'node:path';
import { openDatabase, statement, type Database } from '../src/plugins/kernel/server/contract';
import { cart } from '../bench/cart/cart';
import { checkout } from '../bench/checkout/checkout';
import { footprint } from '../bench/footprint';
import { hotSku } from '../bench/hot-sku/hot-sku';
import { importing } from '../bench/import/import';
import type { Bench, BenchShop } from '../bench/lib/bench';
import { nearby } from '../bench/nearby/nearby';
import { whoHasIt } from '../bench/nearby/who-has-it';
import { graphqlBench } from '../bench/reads/graphql';
import { readsBench } from '../bench/reads/reads';
import { relevance } from '../bench/search/relevance';
import { search } from '../bench/search/search';
import { socketDelay } from '../bench/sockets/delay';
import { sockets } from '../bench/sockets/sockets';
import { CommandError } from './lib/command';
import { Ending } from './lib/ending';
import { dataDir, prepareEnvironment, say } from './lib/environment';
import { loadShop, openPort } from './lib/shop';

const BENCHMARKS: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  cart,
  checkout,
  footprint,
  graphql: graphqlBench,
  'hot-sku': hotSku,
  import: importing,
  nearby,
  reads: readsBench,
  relevance,
  search,
  'socket-delay': socketDelay,
  sockets,
  'who-has-it': whoHasIt,
};

const MODULE = 'pg_stat_statements';
const preloadedModules = statement<[], { modules: string }>(
  'bench.preloaded_modules',
  `SELECT current_setting('shared_preload_libraries') AS modules`,
);
const preloadModule = statement<[], never>(
  'bench.preload_module',
  `ALTER SYSTEM SET shared_preload_libraries = '${MODULE}'`,
);

/** Runs a benchmark beside its baseline, in databases that are made for it and dropped afterwards. */
async function main(ending: Ending): Promise<void> {
  const name = process.argv[2] ?? '';
  const run = BENCHMARKS[name];
  if (run === undefined) {
    const names = Object.keys(BENCHMARKS).join('|');
    throw new CommandError(`There is no benchmark "${name}". Usage: npm run bench -- ${names}`);
  }
  await preparePostgres(ending);
  Object.assign(process.env, {
    HOST: '127.0.0.1',
    PORT: '0',
    DUKA_RATE_LIMITS: 'off',
    DUKA_SERVE_ADMIN: 'off',
  });
  const server = process.env.DATABASE_URL ?? '';
  const open = (url: string, connections = 2): Database => {
    const database = openDatabase({
      url,
      poolSize: connections,
      name: 'duka-bench',
      statementTimeout: 0,
      onError: (error) => ending.fail(error),
    });
    let closed: Promise<void> | undefined;
    const close = () => (closed ??= database.close());
    ending.add(close);
    return { ...database, close };
  };
  const keeper = open(server);

  const databaseFor = async (purpose: string, copyOf?: string): Promise<string> => {
    const database = `duka_bench_${purpose}`;
    const drop = statement<[], never>(
      `bench.drop_${purpose}`,
      `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`,
    );
    await keeper.query(drop, []);
    const template = copyOf === undefined ? 'template1' : new URL(copyOf).pathname.slice(1);
    await keeper.query(
      statement<[], never>(
        `bench.create_${purpose}`,
        `CREATE DATABASE ${database} TEMPLATE ${template}`,
      ),
      [],
    );
    ending.add(async () => {
      await keeper.query(drop, []);
    });
    return Object.assign(new URL(server), { pathname: `/${database}` }).toString();
  };
  const openShop = async (): Promise<BenchShop> => {
    const databaseUrl = await databaseFor('shop');
    process.env.DATABASE_URL = databaseUrl;
    const strapi = await loadShop(ending);
    const port = await openPort(strapi, ending);
    strapi.log.level = 'warn';
    return { strapi, url: `http://127.0.0.1:${port}`, databaseUrl, database: open(databaseUrl) };
  };
  await run({ args: process.argv.slice(3), say, databaseFor, open, openShop, ending });
  ending.begin(0);
}

/**
 * Without a `DATABASE_URL` the benchmarks have an embedded PostgreSQL of their own, away from a shop's,
 * that counts statements: the module for it must be there when the server starts.
 */
async function preparePostgres(ending: Ending): Promise<void> {
  if (process.env.DATABASE_URL) return;
  process.env.DUKA_DATA_DIR = join(dataDir(), 'bench');
  const onLost = (error: Error) => ending.fail(error);
  const release = await prepareEnvironment(onLost);
  const database = openDatabase({
    url: process.env.DATABASE_URL ?? '',
    poolSize: 1,
    name: 'duka-bench',
    onError: onLost,
  });
  const [loaded] = await database.query(preloadedModules, []);
  if (loaded?.modules === MODULE) {
    await database.close();
    ending.add(release);
    return;
  }
  await database.query(preloadModule, []);
  await database.close();
  await release();
  delete process.env.DATABASE_URL;
  ending.add(await prepareEnvironment(onLost));
}

const ending = new Ending((signal) => say(`Ended by ${signal} before all was measured.`));
main(ending).catch((error: unknown) => ending.fail(error));
