import type { Server as HttpServer } from 'node:http';
import type { Core } from '@strapi/strapi';
import { Server } from 'socket.io';
import { onAvailability } from '../../../inventory/server/contract';
import { apart, databaseOf, dukaConfig } from '../../../kernel/server/contract';
import { messageOf, orderOf, type ToldEvent } from '../domain/messages';
import { isByRight, roomOf } from '../domain/rooms';
import { readAudience } from '../sql/read-audience';
import { createAdmission } from './admission';
import { warnOfExpiry } from './cart-warnings';
import { serveClients, type Client, type ClientServer, type Known } from './clients';
import { recheckedAdapter } from './local-adapter';
import { openLink, openProcesses, PROCESSES } from './processes';
import { recheck } from './recheck';
import { standingOf } from './standing';
import { createStockWatch } from './stock-watch';

/** Bytes of a client's message; a hundred SKUs of a hundred characters fit. */
const LARGEST_MESSAGE = 16 * 1024;
/** How long what a client missed is kept for it. */
const ABSENCE_MS = 2 * 60 * 1_000;
/** How often it is asked whether those who are connected are still who they were. */
const RECHECK_MS = 5_000;
/** After somebody's rights were changed: their transaction is over by then. */
const SOON_MS = 200;
/** Changes of stock are told to the other processes at once, and then so often at most. */
const PACE_MS = 50;
/** Of one message between processes; PostgreSQL's have 8,000 bytes. */
const MOST_LEVELS = 500;

export interface SocketEvent {
  event: ToldEvent;
  payload: unknown;
}

/** The sockets of this process, and its way to the other processes. */
export interface Sockets {
  /** Takes connections on an HTTP server. */
  attach(server: HttpServer): void;
  /** How many are connected. */
  count(): number;
  /** Tells of events, in their order. */
  tell(events: readonly SocketEvent[]): Promise<void>;
  /** Has all clients told to fetch what they show: what happened could not be told. */
  tellMissed(): void;
  touchStock(places: readonly { storeId: string; sku: string }[]): void;
  /** Sessions of a customer were ended. */
  sessionEnded(userId: number): void;
  /** The rights of somebody were changed in this process. */
  rightsChanged(): void;
  /** Disconnects everybody; their clients come back by themselves, to whoever listens then. */
  close(): Promise<void>;
}

/** Opens the sockets of this process, which reach the clients of all others. */
export async function openSockets(strapi: Core.Strapi): Promise<Sockets> {
  const link = await openLink(strapi);
  const admission = createAdmission(strapi);
  const io: ClientServer = new Server({
    path: '/socket.io',
    serveClient: false,
    destroyUpgrade: false,
    maxHttpBufferSize: LARGEST_MESSAGE,
    perMessageDeflate: false,
    cors: { origin: dukaConfig(strapi).frontendOrigins, credentials: true },
    // Who comes back is asked by `restore` below: a middleware would leave a gap between what they
    // missed and what they hear from then on.
    connectionStateRecovery: { maxDisconnectionDuration: ABSENCE_MS, skipMiddlewares: true },
    allowRequest: (request, decide) => {
      admission.refusalOf(request).then(
        (why) => decide(why, why === undefined),
        () => decide('try again', false),
      );
    },
  });
  const restore = recheckedAdapter(async ({ data, rooms }) => {
    const { shown, standing } = data as Known;
    const now = await standingOf(strapi, shown).catch(() => undefined);
    if (now === undefined) return false;
    const may = new Set([...now.rooms, ...standing.orderIds.map(roomOf.order)]);
    return rooms.every((room) => !isByRight(room) || may.has(room));
  });
  // Socket.IO calls it with `new`.
  io.adapter(function adapterOf(namespace: { name: string }) {
    return namespace.name === PROCESSES ? link.adapterOf(namespace) : restore(namespace);
  } as Parameters<typeof io.adapter>[0]);
  const processes = openProcesses(io as Server);

  const stock = createStockWatch(strapi, (news) => {
    for (const { storeId, sku, available } of news) {
      io.to(roomOf.stock(storeId, sku)).emit('stock.updated', { storeId, sku, available });
    }
  });
  serveClients(strapi, io, stock);
  let lastLeft = -Infinity;
  io.on('connection', (socket) => {
    socket.on('disconnect', () => (lastLeft = performance.now()));
  });
  const clients = (): Iterable<Client> => io.of('/').sockets.values() as Iterable<Client>;
  const standings = function* () {
    for (const { data } of clients()) yield data.standing;
  };
  const stopWarnings = warnOfExpiry(strapi, standings, ({ payload, rooms }) => {
    io.to(rooms).emit('cart.expiring', payload);
  });

  let checking: Promise<void> | undefined;
  const check = (some: Iterable<Client>): void => {
    checking = Promise.resolve(checking)
      .then(() => recheck(strapi, some))
      .catch((error: unknown) => void strapi.log.warn(`realtime: ${String(error)}`));
  };
  const regularly = setInterval(() => check(clients()), RECHECK_MS).unref();
  let soon: NodeJS.Timeout | undefined;
  const checkSoon = (): void => {
    soon ??= apart(() =>
      setTimeout(() => {
        soon = undefined;
        check(clients());
      }, SOON_MS).unref(),
    );
  };

  const changed = new Set<number>();
  let telling: NodeJS.Timeout | undefined;
  let restedAt = -Infinity;
  const tellOthers = (): void => {
    telling = undefined;
    restedAt = performance.now() + PACE_MS;
    const ids = [...changed];
    changed.clear();
    for (let from = 0; from < ids.length; from += MOST_LEVELS) {
      processes.serverSideEmit('stock', ids.slice(from, from + MOST_LEVELS));
    }
  };
  const stopListening = onAvailability((ids) => {
    stock.touch(ids);
    for (const id of ids) changed.add(id);
    telling ??= apart(() =>
      setTimeout(tellOthers, Math.max(0, restedAt - performance.now())).unref(),
    );
  });
  processes.on('stock', (ids: number[]) => stock.touch(ids));
  processes.on('rights', checkSoon);

  return {
    attach(server) {
      io.attach(server);
      io.engine.on('connection', (connection: EngineConnection) => {
        connection.once('close', admission.enter(connection.request));
      });
    },
    count: () => io.engine?.clientsCount ?? 0,
    async tell(events) {
      // Also for who has just gone and may come back for it.
      if (io.of('/').sockets.size === 0 && performance.now() - lastLeft > ABSENCE_MS) return;
      const orders = [...new Set(events.map(orderOf))];
      const rows = await databaseOf(strapi).query(readAudience, [orders]);
      const audiences = new Map(
        rows.map(({ document_id: id, customer_id: customerId, store_ids: storeIds }) => [
          id,
          { customerId, storeIds },
        ]),
      );
      for (const event of events) {
        const audience = audiences.get(orderOf(event)) ?? { customerId: null, storeIds: [] };
        const { name, payload, rooms } = messageOf(event, audience);
        io.to(rooms).emit(name, payload);
      }
    },
    tellMissed: () => void io.emit('missed', {}),
    touchStock: (places) => stock.touchPlaces(places),
    sessionEnded(userId) {
      const theirs = [...clients()].filter(({ data }) => data.standing.customer?.userId === userId);
      if (theirs.length > 0) check(theirs);
    },
    rightsChanged() {
      checkSoon();
      processes.serverSideEmit('rights');
    },
    async close() {
      stopListening();
      stopWarnings();
      clearInterval(regularly);
      clearTimeout(soon);
      clearTimeout(telling);
      await stock.stop();
      io.disconnectSockets(true);
      // Not the HTTP server, which is not ours to close.
      io.engine?.close();
      io._nsps.forEach((namespace) => void namespace.adapter.close());
      await link.close();
    },
  };
}

interface EngineConnection {
  request: Parameters<ReturnType<typeof createAdmission>['enter']>[0];
  once(event: 'close', listener: () => void): void;
}
