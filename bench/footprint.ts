import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../scripts/bench';
import { ROOT } from '../scripts/lib/paths';
import { median } from './median';

const ROUNDS = 5;
const SETTLE_MS = 3_000;

interface Footprint {
  /** Milliseconds from the start of the process to the first answer. */
  start: number;
  /** Megabytes of resident memory, some seconds later. */
  memory: number;
}

/**
 * How long the server takes to start and how much memory it then has, beside a stock Strapi with the
 * same plugins of Strapi's and no content types, each on a database that it has started on before.
 */
export async function footprint({ databaseFor, say }: Bench): Promise<void> {
  const stock = stockStrapi();
  const contestants = [
    { name: 'stock Strapi', script: join(stock, 'start.js'), url: await databaseFor('stock') },
    { name: 'Duka', script: join(ROOT, 'dist/scripts/start.js'), url: await databaseFor('duka') },
  ].map((contestant) => ({ ...contestant, prints: [] as Footprint[] }));
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const [turn, { name, script, url, prints }] of contestants.entries()) {
        const port = 14_790 + turn;
        const print = await measure(script, port, {
          DATABASE_URL: url,
          PORT: String(port),
        });
        // The first start makes the tables; it is not what is compared.
        if (round > 0) prints.push(print);
        say(`${name}: ${print.start.toFixed(0)} ms, ${print.memory.toFixed(0)} MB`);
      }
    }
  } finally {
    rmSync(stock, { recursive: true });
  }
  const middle = contestants.map(({ prints }) => ({
    start: median(prints.map(({ start }) => start)),
    memory: median(prints.map(({ memory }) => memory)),
  }));
  const [theirs, ours] = middle as [Footprint, Footprint];
  say(
    `start ${(ours.start / theirs.start).toFixed(2)} times, memory ${(ours.memory / theirs.memory).toFixed(2)} times stock Strapi's`,
  );
}

async function measure(
  script: string,
  port: number,
  settings: Record<string, string>,
): Promise<Footprint> {
  const begun = performance.now();
  const server = spawn(process.execPath, [script], {
    env: { ...process.env, ...settings },
    stdio: 'ignore',
  });
  try {
    while (!(await answers(port))) {
      if (server.exitCode !== null) throw new Error(`${script} ended by itself`);
      await sleep(20);
    }
    const start = performance.now() - begun;
    await sleep(SETTLE_MS);
    return { start, memory: residentMegabytes(server) };
  } finally {
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await ended;
  }
}

function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/_health`).then(
    () => true,
    () => false,
  );
}

function residentMegabytes({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

/** A project as Strapi's own generator makes it, with users-permissions and GraphQL. */
function stockStrapi(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stock-strapi-'));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const files = {
    'package.json': JSON.stringify({
      name: 'stock',
      dependencies: { '@strapi/plugin-graphql': '*', '@strapi/plugin-users-permissions': '*' },
    }),
    'config/server.js': `module.exports = ({ env }) => ({ host: '127.0.0.1', port: env.int('PORT'), app: { keys: env.array('APP_KEYS') } });`,
    'config/admin.js': `module.exports = ({ env }) => ({ serveAdminPanel: false, auth: { secret: env('ADMIN_JWT_SECRET') }, apiToken: { salt: env('API_TOKEN_SALT') }, transfer: { token: { salt: env('TRANSFER_TOKEN_SALT') } } });`,
    'config/database.js': `module.exports = ({ env }) => ({ connection: { client: 'postgres', connection: { connectionString: env('DATABASE_URL') } } });`,
    'config/middlewares.js': `module.exports = ['strapi::logger','strapi::errors','strapi::security','strapi::cors','strapi::query','strapi::body','strapi::session','strapi::favicon','strapi::public'];`,
    'src/index.js': 'module.exports = {};',
    'public/robots.txt': '',
    'start.js': `process.chdir(__dirname); require('@strapi/strapi').createStrapi({ appDir: __dirname, distDir: __dirname }).start();`,
  };
  for (const part of ['config', 'src/api', 'public/uploads', 'database/migrations']) {
    mkdirSync(join(folder, part), { recursive: true });
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
