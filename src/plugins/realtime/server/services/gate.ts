import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Core } from '@strapi/strapi';
import { onAvailability } from '../../../inventory/server/contract';
import { apart } from '../../../kernel/server/contract';
import type { Sockets } from './sockets';

const PATH = '/socket.io/';

/**
 * Opens the sockets of this process when somebody first needs them, for their libraries take time and
 * memory at each start: at a client's first request, or when stock moves of which others may have to
 * be told.
 */
export interface Gate {
  /** The sockets, where they are open. */
  readonly sockets: Sockets | undefined;
  /** Begins to wait for clients on this process's HTTP server. */
  watch(): void;
  /** Disconnects everybody and lets nobody in any more. */
  close(): Promise<void>;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Makes the gate, shut. */
export function createGate({ strapi }: { strapi: Core.Strapi }): Gate {
  let opening: Promise<Sockets> | undefined;
  let sockets: Sockets | undefined;
  let stopWaiting: () => void = () => undefined;

  const open = (): Promise<Sockets> =>
    (opening ??= apart(async () => {
      const { openSockets } = await import('./sockets.js');
      return (sockets = await openSockets(strapi));
    }));

  const watchHttp = (server: HttpServer): (() => void) => {
    const others = server.listeners('request') as Listener[];
    const stop = (): void => {
      server.off('request', ask);
      server.off('upgrade', upgrade);
      others.forEach((listener) => server.on('request', listener));
    };
    let attached: Promise<void> | undefined;
    const attach = (): Promise<void> =>
      (attached ??= open().then((opened) => {
        stop();
        opened.attach(server);
      }));
    const ask: Listener = (request, response) => {
      if (!request.url?.startsWith(PATH)) {
        others.forEach((listener) => listener.call(server, request, response));
        return;
      }
      attach().then(
        () => server.emit('request', request, response),
        () => response.writeHead(503, { 'Retry-After': '1' }).end(),
      );
    };
    const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      if (!request.url?.startsWith(PATH)) return;
      attach().then(
        () => server.emit('upgrade', request, socket, head),
        () => socket.destroy(),
      );
    };
    server.removeAllListeners('request');
    server.on('request', ask).on('upgrade', upgrade);
    return stop;
  };

  return {
    get sockets() {
      return sockets;
    },
    watch() {
      const stopHttp = watchHttp(strapi.server.httpServer);
      const stopStock = onAvailability(() => {
        stopStock();
        open().catch((error: unknown) => void strapi.log.warn(`realtime: ${String(error)}`));
      });
      stopWaiting = () => {
        stopStock();
        if (sockets === undefined) stopHttp();
      };
    },
    async close() {
      stopWaiting();
      const closing = opening;
      opening = Promise.reject(new Error('The sockets of this process are closed'));
      opening.catch(() => undefined);
      sockets = undefined;
      await closing?.then(
        (opened) => opened.close(),
        () => undefined,
      );
    },
  };
}

/** The gate of this process. */
export function gateOf(strapi: Core.Strapi): Gate {
  return strapi.plugin('realtime').service('gate') as Gate;
}
