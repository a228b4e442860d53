import { randomUUID } from 'node:crypto';
import { Client, escapeIdentifier, Pool, types } from 'pg';

/** Settings that global-setup.ts hands to the test files, which run in other processes. */
const SERVER_URL = 'DUKA_TEST_POSTGRES_URL';
const TEMPLATE = 'DUKA_TEST_TEMPLATE';

// int8 as a number: what tests count and add up is far below 2^53.
types.setTypeParser(types.builtins.INT8, Number);

/** A database of one test. */
export interface TestDatabase {
  url: string;
  /** Runs a statement and gives its rows. */
  sql<Row extends object = Record<string, unknown>>(
    text: string,
    values?: unknown[],
  ): Promise<Row[]>;
  drop(): Promise<void>;
}

/** Tells the test files of this run which server to use and what to copy. */
export function rememberPostgres(url: string, template: string): void {
  process.env[SERVER_URL] = url;
  process.env[TEMPLATE] = template;
}

/** The address of another database of the server at `url`. */
export function databaseUrl(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.toString();
}

/** Runs one statement on a connection of its own. */
export async function runOnce(url: string, text: string, values: unknown[] = []) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/**
 * A database of its own.
 *
 * @param content  `shop`: as after the first start of a shop, with one administrator; `empty`:
 *   nothing in it
 */
export async function createDatabase(content: 'shop' | 'empty'): Promise<TestDatabase> {
  const server = required(SERVER_URL);
  // Of its own even where the tests before it in this process left theirs behind.
  const name = `test_${process.ppid}_${randomUUID()}`;
  const template = content === 'shop' ? required(TEMPLATE) : 'template0';
  await copyDatabase(server, template, name);
  return openDatabase(databaseUrl(server, name), async () => {
    await runOnce(server, `DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
  });
}

/** The database at `url`, with what makes it go away. */
export function openDatabase(url: string, remove?: () => Promise<void>): TestDatabase {
  const pool = new Pool({ connectionString: url, max: 5 });
  // Whoever drops the database or kills its server ends idle connections, which is no fault of the test.
  pool.on('error', () => undefined);
  return {
    url,
    async sql<Row extends object>(text: string, values: unknown[] = []) {
      return (await pool.query<Row>(text, values)).rows;
    },
    async drop() {
      await pool.end();
      await remove?.();
    },
  };
}

async function copyDatabase(server: string, template: string, name: string): Promise<void> {
  await runOnce(
    server,
    // Copying files is quicker here than logging every page, and nothing else writes the template.
    `CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(template)} STRATEGY file_copy`,
  );
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: this runs in Jest's project "behaviour" only`);
  return value;
}
