import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from './lib/bench';
import { ROOT } from './lib/paths';
import { makeStockStrapi } from './lib/stock-strapi';
import { median } from './percentile';

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
 * same plugins of Strapi's, once without content types and once with ours, each on a database that it
 * has started on before.
 */
export async function footprint({ databaseFor, say }: Bench): Promise<void> {
  const empty = makeStockStrapi('nothing');
  const filled = makeStockStrapi('our types');
  const contestants = [
    { name: 'stock Strapi', script: empty.script, url: await databaseFor('empty') },
    { name: 'with our types', script: filled.script, url: await databaseFor('filled') },
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
    empty.remove();
    filled.remove();
  }
  const [bare, same, ours] = contestants.map(({ prints }) => ({
    start: median(prints.map(({ start }) => start)),
    memory: median(prints.map(({ memory }) => memory)),
  })) as [Footprint, Footprint, Footprint];
  const times = (theirs: Footprint) =>
    `start ${(ours.start / theirs.start).toFixed(2)} times, memory ${(ours.memory / theirs.memory).toFixed(2)} times`;
  say(`${times(bare)} stock Strapi's; ${times(same)} that of one with our content types`);
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
    if (server.exitCode === null) {
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      await ended;
    }
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
