import { fork, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { escapeIdentifier } from 'pg';
import { registerAdministrator } from './administrator';
import { databaseUrl, rememberPostgres, runOnce } from './database';
import { LOGS, ROOT, TEST_DATA } from './paths';
import { ServerProcess } from './server-process';

const DIST = join(ROOT, 'dist');

declare global {
  // What globalTeardown needs of globalSetup goes by a global: Jest offers nothing else.
  var postgresHolder: ChildProcess | undefined;
}

/** Starts the tests' PostgreSQL and makes the database that every test shop is a copy of. */
export default async function globalSetup(): Promise<void> {
  if (!existsSync(join(DIST, 'scripts/start.js'))) {
    throw new Error('The server is not compiled: run npm test, or npx tsc before npx jest.');
  }
  mkdirSync(TEST_DATA, { recursive: true });
  rmSync(LOGS, { recursive: true, force: true });
  const server = await holdPostgres();
  await dropLeftovers(server);
  const template = `template_${fingerprint()}`;
  await makeTemplate(server, template);
  rememberPostgres(server, template);
}

function holdPostgres(): Promise<string> {
  const holder = fork(join(__dirname, 'postgres-holder.js'), { detached: true, stdio: 'inherit' });
  globalThis.postgresHolder = holder;
  return new Promise((done, fail) => {
    holder.once('message', (message: { url: string } | { error: string }) => {
      if ('url' in message) done(message.url);
      else fail(new Error(message.error));
    });
    holder.once('exit', () => fail(new Error('The holder of the tests’ PostgreSQL ended')));
  });
}

/** Databases of test runs that were killed, and templates of older code. */
async function dropLeftovers(server: string): Promise<void> {
  const rows = await runOnce(
    server,
    `SELECT datname AS name FROM pg_database WHERE datname ~ '^(test|building)_\\d+_'`,
  );
  for (const { name } of rows) {
    const run = Number(/^\w+?_(\d+)_/.exec(String(name))?.[1]);
    if (!isAlive(run)) await dropDatabase(server, String(name));
  }
}

async function makeTemplate(server: string, template: string): Promise<void> {
  const rows = await runOnce(
    server,
    `SELECT datname AS name FROM pg_database WHERE datname LIKE 'template\\_%'`,
  );
  if (rows.some(({ name }) => name === template)) return;
  const building = `building_${process.pid}_${template}`;
  await runOnce(server, `CREATE DATABASE ${escapeIdentifier(building)} TEMPLATE template0`);
  const shop = await ServerProcess.start({
    databaseUrl: databaseUrl(server, building),
    logFile: join(LOGS, 'template.log'),
  });
  await registerAdministrator(shop.url);
  await shop.kill('SIGTERM');
  await runOnce(
    server,
    `ALTER DATABASE ${escapeIdentifier(building)} RENAME TO ${escapeIdentifier(template)}`,
  );
  for (const { name } of rows) await dropDatabase(server, String(name));
}

async function dropDatabase(server: string, name: string): Promise<void> {
  await runOnce(server, `DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
}

/** Changes when anything changes that the first start of a shop puts into its database. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const folder of ['config', 'src', 'database']) {
    for (const file of filesUnder(join(DIST, folder))) hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
