import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  raw: string;
  /** What it says; the expectations prove it, not a type. */
  json: any;
}

/** Stands in for whoever is sent messages, and keeps them. */
export class Receiver {
  readonly received: Received[] = [];
  /** What it answers: a status and a JSON body. */
  answer: { status: number; body: object } = { status: 200, body: {} };
  private woken: (() => void)[] = [];

  private constructor(
    readonly url: string,
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<Receiver> {
    const server = createServer((request, response) => {
      void text(request).then((raw) => {
        receiver.keep({
          path: request.url ?? '',
          headers: request.headers,
          raw,
          json: JSON.parse(raw),
        });
        const { status, body } = receiver.answer;
        response
          .writeHead(status, { 'Content-Type': 'application/json' })
          .end(JSON.stringify(body));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const receiver = new Receiver(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      () =>
        new Promise((done) => {
          server.close(() => done());
          server.closeAllConnections();
        }),
    );
    return receiver;
  }

  /** What has come to a path. */
  at(path: string): Received[] {
    return this.received.filter((one) => one.path === path);
  }

  /** Waits until so many messages have come, for five seconds at most. */
  async waitFor(count: number): Promise<Received[]> {
    const until = performance.now() + 5_000;
    while (this.received.length < count && performance.now() < until) {
      await new Promise<void>((done) => {
        const timer = setTimeout(done, 200);
        this.woken.push(() => {
          clearTimeout(timer);
          done();
        });
      });
    }
    return this.received;
  }

  private keep(message: Received): void {
    this.received.push(message);
    for (const wake of this.woken.splice(0)) wake();
  }
}
