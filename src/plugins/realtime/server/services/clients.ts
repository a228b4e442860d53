import type { Core } from '@strapi/strapi';
import type { Server, Socket } from 'socket.io';
import { z } from 'zod';
import type { StockPlace } from '../../../inventory/server/contract';
import { Refusal, textOf, validate } from '../../../kernel/server/contract';
import { createBudget } from '../domain/budget';
import { handshake, type Handshake } from '../domain/handshake';
import { isByRight, roomOf } from '../domain/rooms';
import { standingOf, type Standing } from './standing';
import type { StockWatch } from './stock-watch';

/** What is known of a socket; kept over a short absence. */
export interface Known {
  shown: Handshake;
  standing: Standing;
  /** What it watches, by room. */
  places: Map<string, StockPlace>;
}

/** Who listens is typed in `docs/sockets.md`; here names are checked by hand. */
type Events = Record<string, (...args: never[]) => void>;
export type Client = Socket<Events, Record<string, (payload: object) => void>, object, Known>;
export type ClientServer = Server<Events, Record<string, (payload: object) => void>, object, Known>;

type Answer = { data: object } | { error: { code: string; message: string; details: object } };

/** What one socket can watch of stock, and ask for at once. */
const MOST_PLACES = 200;
const MOST_SKUS = 100;
/** `setTimeout` takes no longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const stockSubscription = z.object({
  storeId: textOf(64),
  skus: z
    .array(textOf(100))
    .min(1, 'must name a SKU at least')
    .max(MOST_SKUS, `must be at most ${MOST_SKUS}`)
    .transform((skus) => [...new Set(skus)]),
});

const timers = new WeakMap<Client, NodeJS.Timeout>();

/** Lets in who shows good tokens, or none, and serves them. */
export function serveClients(strapi: Core.Strapi, io: ClientServer, stock: StockWatch): void {
  io.use((socket: Client, next) => {
    greet(strapi, socket).then(
      () => next(),
      (error: unknown) => next(asConnectError(strapi, error)),
    );
  });
  io.on('connection', (socket: Client) => serve(strapi, socket, stock));
}

async function greet(strapi: Core.Strapi, socket: Client): Promise<void> {
  const shown = validate(handshake, socket.handshake.auth);
  const standing = await standingOf(strapi, shown);
  socket.data = { shown, standing, places: new Map() };
}

/** Adds to what a socket has shown. What it was let in for before stays. */
async function showMore(strapi: Core.Strapi, socket: Client, more: unknown): Promise<void> {
  const shown = { ...socket.data.shown, ...validate(handshake, more) };
  const standing = await standingOf(strapi, shown);
  // A guest has several orders, each with a token of its own.
  const orderIds = [...new Set([...socket.data.standing.orderIds, ...standing.orderIds])];
  const rooms = new Set([...standing.rooms, ...orderIds.map(roomOf.order)]);
  socket.data.shown = shown;
  takeStanding(socket, { ...standing, orderIds, rooms });
}

function serve(strapi: Core.Strapi, socket: Client, stock: StockWatch): void {
  const { places } = socket.data;
  for (const place of places.values()) stock.add(place);
  takeStanding(socket, socket.data.standing);
  const { auth } = socket.handshake;
  if (socket.recovered) {
    // It may come back with a newer token than it went with.
    showMore(strapi, socket, auth).catch(() => end(socket, 'signed_out'));
    // Nobody may have watched meanwhile.
    tellStock(socket, stock).catch((error: unknown) => void strapi.log.warn(String(error)));
  } else if ('pid' in auth) {
    // What happened while it was away is not known: it has to fetch what it shows.
    socket.emit('missed', {});
  }

  const isTooMany = createBudget(performance.now());
  socket.use((_packet, next) => {
    if (isTooMany(performance.now())) end(socket, 'flood');
    else next();
  });
  const on = (name: string, work: (payload: unknown) => Promise<object>) => {
    socket.on(name, ((payload: unknown, acknowledge: unknown) => {
      void answered(strapi, () => work(payload)).then((answer) => {
        if (typeof acknowledge === 'function') (acknowledge as (answer: Answer) => void)(answer);
      });
    }) as Events[string]);
  };
  on('subscribe:stock', async (payload) => {
    const wanted = validate(stockSubscription, payload);
    return { stock: await subscribe(socket, stock, wanted) };
  });
  on('unsubscribe:stock', (payload) => {
    const { storeId, skus } = validate(stockSubscription, payload);
    for (const sku of skus) leave(socket, stock, roomOf.stock(storeId, sku));
    return Promise.resolve({ watching: places.size });
  });
  on('authenticate', async (payload) => {
    await showMore(strapi, socket, payload);
    return { authenticated: true };
  });
  socket.on('disconnect', () => {
    clearTimeout(timers.get(socket));
    for (const place of places.values()) stock.remove(place);
  });
}

/** Puts a socket into the rooms that it has a right to, and out of the others. */
export function takeStanding(socket: Client, standing: Standing): void {
  socket.data.standing = standing;
  for (const room of socket.rooms) {
    if (isByRight(room) && !standing.rooms.has(room)) void socket.leave(room);
  }
  void socket.join([...standing.rooms]);
  clearTimeout(timers.get(socket));
  if (standing.endsAt === Infinity) return;
  const left = Math.min(standing.endsAt - performance.now(), LONGEST_TIMER_MS);
  const timer = setTimeout(() => end(socket, 'expired'), Math.max(0, left));
  timers.set(socket, timer.unref());
}

/** Says why, and closes the connection. */
export function end(socket: Client, reason: 'signed_out' | 'expired' | 'flood'): void {
  socket.emit('session.ended', { reason });
  socket.disconnect(true);
}

async function subscribe(
  socket: Client,
  stock: StockWatch,
  { storeId, skus }: { storeId: string; skus: readonly string[] },
): Promise<object[]> {
  const { places } = socket.data;
  const wanted = skus.map((sku) => ({ storeId, sku }));
  const fresh = wanted.filter(({ sku }) => !places.has(roomOf.stock(storeId, sku)));
  if (places.size + fresh.length > MOST_PLACES) {
    throw new Refusal('LIMIT_REACHED', `A socket can watch ${MOST_PLACES} SKUs.`, {
      limit: MOST_PLACES,
    });
  }
  // Watched before it is read, so that nothing falls between.
  for (const place of fresh) {
    const room = roomOf.stock(storeId, place.sku);
    places.set(room, place);
    stock.add(place);
    void socket.join(room);
  }
  const giveUp = (unwanted: readonly StockPlace[]) =>
    unwanted.forEach(({ sku }) => leave(socket, stock, roomOf.stock(storeId, sku)));
  try {
    const readings = await stock.read(wanted);
    const known = new Set(readings.map(({ sku }) => sku));
    const missing = wanted.find(({ sku }) => !known.has(sku));
    if (missing !== undefined) {
      throw new Refusal('SKU_NOT_FOUND', 'Nothing with this SKU is sold at this store.', missing);
    }
    return readings.map(({ sku, available }) => ({ storeId, sku, available }));
  } catch (error) {
    giveUp(fresh);
    throw error;
  }
}

/** Tells a socket what can be sold now of all that it watches. */
async function tellStock(socket: Client, stock: StockWatch): Promise<void> {
  const { places } = socket.data;
  if (places.size === 0) return;
  for (const { storeId, sku, available } of await stock.read([...places.values()])) {
    socket.emit('stock.updated', { storeId, sku, available });
  }
}

function leave(socket: Client, stock: StockWatch, room: string): void {
  const place = socket.data.places.get(room);
  if (place === undefined) return;
  socket.data.places.delete(room);
  stock.remove(place);
  void socket.leave(room);
}

async function answered(strapi: Core.Strapi, work: () => Promise<object>): Promise<Answer> {
  try {
    return { data: await work() };
  } catch (error) {
    return { error: faultOf(strapi, error) };
  }
}

function faultOf(strapi: Core.Strapi, error: unknown) {
  if (error instanceof Refusal) {
    return { code: error.code, message: error.message, details: error.facts };
  }
  strapi.log.error(`realtime: ${String(error)}`);
  return { code: 'UNAVAILABLE', message: 'Try again.', details: {} };
}

/** What a client reads as `connect_error`. */
function asConnectError(strapi: Core.Strapi, error: unknown): Error {
  const { code, message, details } = faultOf(strapi, error);
  return Object.assign(new Error(message), { data: { code, ...details } });
}
