import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Before the provider hears of a call, or after it has done what was asked and before it answers. */
export type Moment = 'call' | 'answer';

interface Hold {
  moment: Moment;
  /** How many calls are still let through. */
  left: number;
  stand: () => void;
}

/** What belongs to one connection and not to what is said on it. */
const OF_THE_WIRE = [
  'host',
  'connection',
  'content-length',
  'content-encoding',
  'transfer-encoding',
];

/** Stands between a shop and a provider, and can keep one of them from hearing the other. */
export class Gate {
  private holds: Hold[] = [];
  private passed = 0;

  private constructor(
    private readonly server: Server,
    /** What the shop must take for the provider's address. */
    readonly url: string,
  ) {}

  /** Opens one to a provider's address; `close()` it in `afterAll`. */
  static async open(target: string): Promise<Gate> {
    const server = createServer((request, response) => {
      gate.pass(target, request, response).catch(() => response.destroy());
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const gate = new Gate(server, `http://127.0.0.1:${port}`);
    return gate;
  }

  /** How many calls go through while something is done. */
  async during(work: () => Promise<unknown>): Promise<number> {
    const before = this.passed;
    await work();
    return this.passed - before;
  }

  /**
   * Holds up one of the next calls for good, or its answer.
   *
   * @param turn 1 for the next call
   * @returns fulfilled when it stands there
   */
  hold(moment: Moment, turn: number): Promise<void> {
    return new Promise((stand) => this.holds.push({ moment, left: turn - 1, stand }));
  }

  close(): Promise<void> {
    return new Promise((done) => {
      this.server.close(() => done());
      this.server.closeAllConnections();
    });
  }

  private async pass(target: string, request: IncomingMessage, response: ServerResponse) {
    this.passed += 1;
    const body = await buffer(request);
    const hold = this.struck();
    if (hold?.moment === 'call') return hold.stand();
    const answer = await fetch(target + (request.url ?? ''), {
      method: request.method ?? 'GET',
      headers: saidIn(Object.entries(request.headers)),
      redirect: 'manual',
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const said = Buffer.from(await answer.arrayBuffer());
    if (hold !== undefined) return hold.stand();
    response.writeHead(answer.status, Object.fromEntries(saidIn([...answer.headers]))).end(said);
  }

  private struck(): Hold | undefined {
    const struck = this.holds.find(({ left }) => left === 0);
    this.holds = this.holds.filter((hold) => hold !== struck);
    for (const hold of this.holds) hold.left -= 1;
    return struck;
  }
}

function saidIn(headers: [string, string | string[] | undefined][]): [string, string][] {
  return headers
    .filter(([name]) => !OF_THE_WIRE.includes(name))
    .map(([name, value]) => [name, String(value)]);
}
