import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';
import type { Bench } from '../lib/bench';
import { fillShop, skuOf } from '../lib/fill-shop';
import { DUKA, startServer } from '../lib/server';
import { storeWithStock } from './store-with-stock';
import { median, percentile } from '../percentile';

const WARM_UP = 20;
const ROUNDS = 200;
const PRODUCT = 1;
/** Between two changes, so that each finds a quiet shop. */
const PAUSE_MS = 200;
const PATIENCE_MS = 10_000;

const ADMINISTRATOR = { email: 'admin@example.com', password: 'Only-to-measure-1' };
const BUYER = {
  firstName: 'Amina',
  lastName: 'Otieno',
  phone: '+254700000000',
  line1: '1 Sample Street',
  city: 'Nairobi',
  postalCode: '00100',
  country: 'KE',
};

/** A client that says when it hears of something. */
interface Client {
  hears(event: string): Promise<number>;
  close(): void;
}

/**
 * One change after the other on a quiet shop of two servers: how long after the change was answered,
 * and so committed, a client of the same server and one of the other hear of it. With `REDIS_URL` the
 * servers reach each other by that Redis, without it by PostgreSQL.
 */
export async function socketDelay({ databaseFor, open, say, ending }: Bench): Promise<void> {
  const databaseUrl = await databaseFor('socket_delay');
  const env = {
    DATABASE_URL: databaseUrl,
    DUKA_ADMIN_EMAIL: ADMINISTRATOR.email,
    DUKA_ADMIN_PASSWORD: ADMINISTRATOR.password,
  };
  const here = await startServer(DUKA, env);
  ending.add(() => here.stop());
  const there = await startServer(DUKA, env);
  ending.add(() => there.stop());
  const database = open(databaseUrl);
  await fillShop(database, { from: 1, products: PRODUCT, stores: 3 });
  const place = { storeId: await storeWithStock(database, PRODUCT), skus: [skuOf(PRODUCT)] };
  const { token: adminToken } = await post(`${here.url}/admin/login`, ADMINISTRATOR);
  const clients = await Promise.all(
    [here, there].map(({ url }) => connect(url, String(adminToken), place)),
  );

  const delays = new Map<string, number[]>();
  const measure = async (what: string, event: string, change: () => Promise<Answer>) => {
    const hearing = clients.map((client) => client.hears(event));
    const answer = await change();
    const committed = performance.now();
    const heard = await Promise.all(hearing);
    heard.forEach((at, index) => {
      const name = `${what}, ${index === 0 ? 'the same server' : 'the other server'}`;
      delays.set(name, [...(delays.get(name) ?? []), Math.max(0, at - committed)]);
    });
    await sleep(PAUSE_MS);
    return answer;
  };
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    if (round === WARM_UP) delays.clear();
    const [sku] = place.skus;
    const line = { sku, quantity: 1, storeId: place.storeId };
    const { token } = await measure('stock', 'stock.updated', () =>
      post(`${here.url}/api/cart/items`, line),
    );
    await measure('an order', 'order.placed', () =>
      post(
        `${here.url}/api/orders`,
        {
          email: 'guest@example.com',
          deliveryType: 'delivery',
          shippingAddress: BUYER,
          paymentMethod: 'cash_on_delivery',
        },
        { 'X-Cart-Token': String(token), 'Idempotency-Key': randomUUID() },
      ),
    );
  }
  clients.forEach((client) => client.close());
  const between = process.env.REDIS_URL ? 'Redis' : 'PostgreSQL';
  for (const [name, values] of delays) {
    say(
      `${between}: ${name}: ${median(values).toFixed(0)} ms in the middle of ${values.length}, ` +
        `${percentile(values, 0.99).toFixed(0)} ms at the 99th percentile`,
    );
  }
  await Promise.all([here.stop(), there.stop()]);
}

async function connect(url: string, adminToken: string, place: object): Promise<Client> {
  const socket = io(url, { auth: { adminToken }, transports: ['websocket'] });
  await new Promise<void>((done, fail) => {
    socket.once('connect', done);
    socket.once('connect_error', fail);
  });
  await socket.timeout(PATIENCE_MS).emitWithAck('subscribe:stock', place);
  return {
    hears: (event) =>
      new Promise((done, fail) => {
        const timer = setTimeout(() => fail(new Error(`Nobody told of ${event}`)), PATIENCE_MS);
        socket.once(event, () => {
          clearTimeout(timer);
          done(performance.now());
        });
      }),
    close: () => void socket.disconnect(),
  };
}

type Answer = Record<string, unknown>;

async function post(
  url: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
  return (JSON.parse(text) as { data: Answer }).data;
}
