import type { Core } from '@strapi/strapi';
import { openDatabase, statement, type Database } from '../src/plugins/kernel/server/contract';
import { footprint } from '../bench/footprint';
import { importing } from '../bench/import';
import { nearby } from '../bench/nearby';
import { CommandError } from './lib/command';
import { Ending } from './lib/ending';
import { prepareEnvironment, say } from './lib/environment';
import { loadShop, openPort } from './lib/shop';

/** What every benchmark gets. */
export interface Bench {
  say(line: string): void;
  /** Makes an empty database, dropped at the end; gives its address. */
  databaseFor(purpose: string): Promise<string>;
  /** A fresh shop in this process, on a database of its own. */
  openShop(): Promise<BenchShop>;
}

export interface BenchShop {
  strapi: Core.Strapi;
  url: string;
  database: Database;
}

const BENCHMARKS: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  footprint,
  import: importing,
  nearby,
};

/** Runs a benchmark beside its baseline, in databases that are made for it and dropped afterwards. */
async function main(ending: Ending): Promise<void> {
  const name = process.argv[2] ?? '';
  const run = BENCHMARKS[name];
  if (run === undefined) {
    const names = Object.keys(BENCHMARKS).join('|');
    throw new CommandError(`There is no benchmark "${name}". Usage: npm run bench -- ${names}`);
  }
  ending.add(await prepareEnvironment((error) => ending.fail(error)));
  Object.assign(process.env, {
    HOST: '127.0.0.1',
    PORT: '0',
    DUKA_RATE_LIMITS: 'off',
    DUKA_SERVE_ADMIN: 'off',
  });
  const server = process.env.DATABASE_URL ?? '';
  const keeper = open(server, ending);
  ending.add(() => keeper.close());

  const databaseFor = async (purpose: string): Promise<string> => {
    const database = `duka_bench_${purpose}`;
    const drop = statement<[], never>(
      `bench.drop_${purpose}`,
      `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`,
    );
    await keeper.query(drop, []);
    await keeper.query(
      statement<[], never>(`bench.create_${purpose}`, `CREATE DATABASE ${database}`),
      [],
    );
    ending.add(async () => {
      await keeper.query(drop, []);
    });
    return Object.assign(new URL(server), { pathname: `/${database}` }).toString();
  };
  const openShop = async (): Promise<BenchShop> => {
    const url = await databaseFor('shop');
    process.env.DATABASE_URL = url;
    const strapi = await loadShop(ending);
    const port = await openPort(strapi, ending);
    strapi.log.level = 'warn';
    const database = open(url, ending);
    ending.add(() => database.close());
    return { strapi, url: `http://127.0.0.1:${port}`, database };
  };
  await run({ say, databaseFor, openShop });
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
main(ending).catch((error: unknown) => ending.fail(error));
