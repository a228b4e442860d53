import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

/** What the tests read of a report. */
interface Report {
  tags: Record<string, string>;
  exception: { values: { value: string; stacktrace: { frames: unknown[] } }[] };
}

/** Stands in for Sentry and keeps what it is told. */
export class SentryStandIn {
  /** Each event as it came, and as it reads. */
  readonly events: { raw: string; event: Report }[] = [];

  private constructor(
    readonly dsn: string,
    readonly close: () => Promise<unknown>,
  ) {}

  static async open(): Promise<SentryStandIn> {
    const server = createServer((request, response) => {
      void buffer(request).then((bytes) => {
        const gzipped = request.headers['content-encoding'] === 'gzip';
        const raw = (gzipped ? gunzipSync(bytes) : bytes).toString();
        // An envelope: a line about itself, then a line about each item, and the item.
        const lines = raw.split('\n').filter((line) => line !== '');
        const at = lines.findIndex((line) => JSON.parse(line).type === 'event');
        if (at > 0) standIn.events.push({ raw, event: JSON.parse(lines[at + 1] ?? '') as Report });
        response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const standIn = new SentryStandIn(
      `http://0123456789abcdef0123456789abcdef@127.0.0.1:${port}/7`,
      () => {
        server.closeAllConnections();
        return new Promise((done) => server.close(done));
      },
    );
    return standIn;
  }
}
