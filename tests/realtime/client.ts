import { io, type Socket } from 'socket.io-client';
import { until } from '../support/until';

/** What is heard, or why one is not let in; the expectations prove it, not a type. */
type Payload = any;

/** A client that keeps all that it hears. */
export interface Listener {
  socket: Socket;
  /** Names and payloads, in the order in which they came. */
  heard: { name: string; payload: Payload }[];
  /** Waits for what it hears, or has heard, that fits. */
  hears(name: string, fits?: (payload: Payload) => boolean): Promise<Payload>;
  /** Sends something and gives what is answered. */
  ask(name: string, payload: unknown): Promise<Payload>;
}

const PATIENCE_MS = 20_000;

const open = new Set<Socket>();

/** A client that is about to connect. */
function listenAt(url: string, auth: object = {}, headers: object = {}): Listener {
  const socket = io(url, {
    auth,
    forceNew: true,
    reconnection: false,
    transports: ['websocket'],
    extraHeaders: headers as Record<string, string>,
  });
  open.add(socket);
  const heard: Listener['heard'] = [];
  socket.onAny((name: string, payload: unknown) => void heard.push({ name, payload }));
  return {
    socket,
    heard,
    hears: async (name, fits = () => true) =>
      (
        await until(
          () => heard.find((one) => one.name === name && fits(one.payload)),
          `${name}; heard ${JSON.stringify(heard)}`,
        )
      ).payload,
    ask: (name, payload) => socket.timeout(PATIENCE_MS).emitWithAck(name, payload),
  };
}

/** A client that is connected. */
export async function connect(url: string, auth: object = {}, headers: object = {}) {
  const listener = listenAt(url, auth, headers);
  await new Promise<void>((done, fail) => {
    listener.socket.once('connect', done);
    listener.socket.once('connect_error', fail);
  });
  return listener;
}

/** Why a client is not let in. */
export function refusalOf(url: string, auth: object, headers: object = {}): Promise<Payload> {
  const { socket } = listenAt(url, auth, headers);
  return new Promise((done, fail) => {
    socket.once('connect_error', done);
    socket.once('connect', () => fail(new Error('it was let in')));
  });
}

/** Ends the clients of a test. */
export function endClients(): void {
  for (const socket of open) socket.disconnect();
  open.clear();
}
