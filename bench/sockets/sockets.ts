import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from '../lib/bench';
import { cpuOf } from '../lib/cpu';
import { fillShop, makeScarce, skuOf } from '../lib/fill-shop';
import { DUKA, startServer, type Server } from '../lib/server';
import { median, percentile } from '../percentile';
import { storeWithStock } from './store-with-stock';
import type { Order, Told } from './watchers-process';

const CLIENTS = 10_000;
const ROUNDS = 11;
const SETTLE_MS = 3_000;
const HOT = 1;
const UNITS = 1_000;

interface Contestant {
  name: string;
  server: Server;
  place: object;
  /** Changes what can be sold so that it is `available`. */
  change(available: number): Promise<void>;
}

/**
 * Ten thousand clients that watch one SKU at one process, and one change of its stock told to all of
 * them, beside Socket.IO alone with the same clients.
 */
export async function sockets({ databaseFor, open, say, ending }: Bench): Promise<void> {
  const bare = await startServer(join(__dirname, 'bare-server.js'), {});
  ending.add(() => bare.stop());
  await measure(say, {
    name: 'Socket.IO alone',
    server: bare,
    place: {},
    change: async (available) => void (await fetch(`${bare.url}/${available}`)),
  });
  await bare.stop();

  const databaseUrl = await databaseFor('sockets');
  const server = await startServer(DUKA, { DATABASE_URL: databaseUrl });
  ending.add(() => server.stop());
  const database = open(databaseUrl);
  await fillShop(database, { from: 1, products: HOT, stores: 3 });
  await makeScarce(database, HOT, UNITS);
  const storeId = await storeWithStock(database, HOT);
  let left = UNITS;
  await measure(say, {
    name: 'Duka',
    server,
    place: { storeId, skus: [skuOf(HOT)] },
    async change(available) {
      const body = JSON.stringify({ sku: skuOf(HOT), quantity: left - available, storeId });
      const headers = { 'Content-Type': 'application/json' };
      const url = `${server.url}/api/cart/items`;
      const { status } = await fetch(url, { method: 'POST', headers, body });
      if (status !== 201) throw new Error(`the cart answered ${status}`);
      left = available;
    },
  });
  await server.stop();
}

async function measure(
  say: (line: string) => void,
  { name, server, place, change }: Contestant,
): Promise<void> {
  const clients = fork(join(__dirname, 'watchers-process.js'));
  const before = memoryOf(server);
  const begun = performance.now();
  await told(clients, { open: CLIENTS, url: server.url, place });
  const connecting = performance.now() - begun;
  await sleep(SETTLE_MS);
  const memory = memoryOf(server) - before;
  const first: number[] = [];
  const last: number[] = [];
  const cpu: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const available = UNITS - round;
    await told(clients, { expect: available });
    const used = cpuOf(server.pid);
    const answered = once(clients, 'message');
    // The answer to the change comes when many have heard of it already.
    const sent = performance.timeOrigin + performance.now();
    await change(available);
    const [{ times }] = (await answered) as [{ times: number[] }];
    first.push(percentile(times, 0) - sent);
    last.push(percentile(times, 1) - sent);
    cpu.push(cpuOf(server.pid) - used);
    await sleep(500);
  }
  clients.kill();
  say(
    `${name}: ${CLIENTS} clients connected and subscribed in ${(connecting / 1_000).toFixed(1)} s, ` +
      `${memory.toFixed(0)} MB (${((memory * 1024) / CLIENTS).toFixed(1)} KB a client)`,
  );
  say(
    `${name}: the first client heard of a change ` +
      `${median(first).toFixed(0)} ms after its request was sent, the last ${median(last).toFixed(0)} ms ` +
      `(slowest of ${ROUNDS}: ${percentile(last, 1).toFixed(0)} ms), ${median(cpu).toFixed(0)} ms of the server’s CPU`,
  );
}

/** Tells the clients' process what to do and waits for its answer. */
async function told(clients: ChildProcess, order: Order): Promise<Told> {
  const answer = once(clients, 'message');
  clients.send(order);
  const [message] = (await answer) as [Told];
  return message;
}

/** Megabytes of resident memory. */
function memoryOf({ pid }: Server): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
