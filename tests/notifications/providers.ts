import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { until } from '../support/until';

/** A request as a provider gets it. */
export interface Call {
  /** Whom the message is for: a number, or the path of a browser's address. */
  to: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** A status with a JSON body; or the connection is cut, at `lost` with the work done; or nothing comes. */
export type Answer = { status: number; body?: object } | 'cut' | 'lost' | 'silence';

const TWILIO = '/2010-04-01/';
const AFRICAS_TALKING = '/version1/messaging';

/**
 * Stands in for those who carry short messages, on one port: Twilio, Africa's Talking, and a push
 * service, which has every path under `/push/`. Takes all that comes unless told otherwise. Twilio lists
 * what it has taken.
 */
export class Providers {
  private readonly calls: Call[] = [];
  /** Messages as Twilio lists them, the newest first. */
  private readonly listed: { to: string; body: string; direction: string; date_created: string }[] =
    [];
  private readonly planned = new Map<string, Answer[]>();
  private readonly held = new Map<string, Promise<unknown>>();

  private constructor(
    readonly url: string,
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<Providers> {
    const server = createServer((request, response) => {
      void buffer(request).then(async (body) => {
        const { method, url: path = '', headers } = request;
        if (method === 'GET') return providers.list(path, response);
        await providers.take({ to: recipientOf(path, body), path, headers, body }, response);
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const providers = new Providers(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      () =>
        new Promise((done) => {
          server.close(() => done());
          server.closeAllConnections();
        }),
    );
    return providers;
  }

  /** What has come for somebody, the oldest first. */
  callsFor(to: string): Call[] {
    return this.calls.filter((call) => call.to === to);
  }

  /** Waits for the first call for somebody. */
  firstCallFor(to: string): Promise<Call> {
    return until(() => this.callsFor(to)[0], `a call for ${to}`);
  }

  /** Answers the next calls for somebody so, one after the other. */
  plan(to: string, ...answers: readonly Answer[]): void {
    this.planned.set(to, [...answers]);
  }

  /** Has calls for somebody wait for their answer until what is returned is called. */
  hold(to: string): () => void {
    const gate = new AbortController();
    this.held.set(to, once(gate.signal, 'abort'));
    return () => gate.abort();
  }

  private async take(call: Call, response: ServerResponse): Promise<void> {
    this.calls.push(call);
    await this.held.get(call.to);
    const answer = this.planned.get(call.to)?.shift() ?? taken(call.path, this.calls.length);
    if (answer === 'lost' || (typeof answer === 'object' && answer.status < 300)) this.note(call);
    if (answer === 'silence') return;
    if (answer === 'cut' || answer === 'lost') return void response.destroy();
    reply(response, answer.status, answer.body ?? {});
  }

  private note({ to, path, body }: Call): void {
    if (!path.startsWith(TWILIO)) return;
    const text = new URLSearchParams(body.toString()).get('Body') ?? '';
    // To the second, as Twilio has it.
    const now = new Date().toUTCString();
    const sentence = 'Sent from a trial account - ';
    const direction = 'outbound-api';
    this.listed.unshift({ to, body: sentence + text, direction, date_created: now });
  }

  private list(path: string, response: ServerResponse): void {
    const to = new URL(path, this.url).searchParams.get('To');
    reply(response, 200, { messages: this.listed.filter((one) => one.to === to) });
  }
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function recipientOf(path: string, body: Buffer): string {
  const form = new URLSearchParams(body.toString());
  return form.get('To') ?? form.get('to') ?? path;
}

/** What each provider answers when it takes a message. */
function taken(path: string, number: number): Answer {
  if (path.startsWith(TWILIO)) return { status: 201, body: { sid: `SM${number}` } };
  if (path !== AFRICAS_TALKING) return { status: 201 };
  const recipient = { statusCode: 101, status: 'Success', messageId: `AT${number}` };
  return { status: 201, body: { SMSMessageData: { Recipients: [recipient] } } };
}
