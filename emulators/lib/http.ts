import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Faults } from './faults';

export interface Call {
  method: string;
  path: string;
  /** What stands in the path where the route has a `:name`. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  raw: Buffer;
  /** What shall go wrong with this call, for handlers that know more of it than the server does. */
  fault: Fault | undefined;
}

export interface Reply {
  status: number;
  /** Sent as JSON, a string as a page. Nothing where absent. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

export interface Route {
  method: string;
  /** Such as `/v1/refunds/:id`. */
  path: string;
  /** The name under which its answers can be made to go wrong. */
  operation?: string;
  /** The amount that a fault may depend on. */
  amount?: (call: Call) => number | undefined;
  work: (call: Call) => Reply | Promise<Reply>;
}

/** Thrown by a handler that answers with a refusal. */
export class Refused extends Error {
  constructor(readonly reply: Reply) {
    super('Refused');
  }
}

/** What a provider says of itself where a route does not. */
export interface Manners {
  /** Its own error body for something that broke on its side. */
  broken: () => Reply;
  noSuchRoute: (call: Call) => Reply;
}

export interface Emulator {
  /** Without a slash at the end. */
  url: string;
  port: number;
  close(): Promise<void>;
}

export interface Address {
  host: string;
  /** 0 for any free one. */
  port: number;
}

/** Serves routes, each answer spoilt as the script says. */
export async function serve(
  { host, port }: Address,
  routes: readonly Route[],
  faults: Faults,
  manners: Manners,
): Promise<Emulator> {
  const patterns = routes.map((route) => ({ route, pattern: patternOf(route.path) }));

  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://emulator');
    const call: Call = {
      method: request.method ?? 'GET',
      path: pathname,
      params: {},
      query: searchParams,
      headers: request.headers,
      raw: await buffer(request),
      fault: undefined,
    };
    for (const { route, pattern } of patterns) {
      const match = pattern.exec(pathname);
      if (match === null || route.method !== call.method) continue;
      call.params = match.groups ?? {};
      if (route.operation !== undefined) {
        call.fault = faults.take(route.operation, amountOf(route, call));
      }
      await work(route, call, response);
      return;
    }
    send(response, manners.noSuchRoute(call));
  };

  const work = async (route: Route, call: Call, response: ServerResponse): Promise<void> => {
    const { fault } = call;
    if (fault?.do === 'drop_before') return void response.destroy();
    if (fault?.do === 'error') return send(response, manners.broken());
    if (fault?.do === 'html') return send(response, GATEWAY_PAGE);
    if (fault?.do === 'reply') return send(response, replyOf(fault));
    const reply = await resultOf(route, call, manners);
    if (fault?.do === 'drop') return void response.destroy();
    if (fault?.do === 'never') return;
    if (fault?.do === 'late') await sleep(fault.ms, undefined, { ref: false });
    if (fault?.do === 'reply_after') return send(response, replyOf(fault));
    send(response, fault?.do === 'error_after' ? manners.broken() : reply);
  };

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
      response.destroy();
    });
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, done);
  });
  const taken = (server.address() as AddressInfo).port;
  return {
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${taken}`,
    port: taken,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        // Answers that never come would keep it open.
        server.closeAllConnections();
      }),
  };
}

function replyOf({ status, body, headers }: Fault): Reply {
  return { status, body, headers };
}

/** What the handler answers, its refusals included. */
export async function resultOf(
  { work }: Pick<Route, 'work'>,
  call: Call,
  { broken }: Pick<Manners, 'broken'>,
): Promise<Reply> {
  try {
    return await work(call);
  } catch (error) {
    if (error instanceof Refused) return error.reply;
    process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
    return broken();
  }
}

/** A body that should be a JSON object; an empty one is an empty object, anything else undefined. */
export function jsonOf({ raw }: Pick<Call, 'raw'>): Record<string, unknown> | undefined {
  if (raw.length === 0) return {};
  try {
    const value: unknown = JSON.parse(raw.toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function amountOf(route: Route, call: Call): number | undefined {
  try {
    return route.amount?.(call);
  } catch (error) {
    // What makes no sense has no amount; the handler will say what is wrong with it.
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`);
}

const GATEWAY_PAGE: Reply = {
  status: 502,
  body: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
};

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  const type = typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json';
  response
    .writeHead(status, { 'Content-Type': type, ...headers })
    .end(typeof body === 'string' ? body : JSON.stringify(body));
}
