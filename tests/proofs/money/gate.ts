import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Before the provider hears of a call, or after it has done what was asked and before it answers. */
export type Moment = 'call' | 'answer';

interface Hold {
  moment: Moment;
  /** What must be said in a call for it to count. */
  of: string;
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
  private readonly passed: { address: string; said: string }[] = [];

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

  /**
   * The calls that go through while something is done, each by its address.
   *
   * @param of something that must be said in a call for it to count
   */
  async during(work: () => Promise<unknown>, of = ''): Promise<string[]> {
    const before = this.passed.length;
    await work();
    const mine = this.passed.slice(before).filter(({ said }) => said.includes(of));
    return mine.map(({ address }) => address);
  }

  /**
   * Holds up one of the next calls for good, or its answer.
   *
   * @param turn 1 for the next call
   * @param of something that must be said in a call for it to count
   * @returns fulfilled when it stands there
   */
  hold(moment: Moment, turn: number, of = ''): Promise<void> {
    return new Promise((stand) => this.holds.push({ moment, of, left: turn - 1, stand }));
  }

  close(): Promise<void> {
    return new Promise((done) => {
      this.server.close(() => done());
      this.server.closeAllConnections();
    });
  }

  private async pass(target: string, request: IncomingMessage, response: ServerResponse) {
    const body = await buffer(request);
    const said = `${request.url} ${body.toString()}`;
    this.passed.push({ address: `${request.method} ${request.url}`, said });
    const hold = this.struck(said);
    if (hold?.moment === 'call') return hold.stand();
    const answer = await fetch(target + (request.url ?? ''), {
      method: request.method ?? 'GET',
      headers: saidIn(Object.entries(request.headers)),
      redirect: 'manual',
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const answered = Buffer.from(await answer.arrayBuffer());
    if (hold !== undefined) return hold.stand();
    response.writeHead(answer.status, Object.fromEntries(saidIn([...answer.headers])));
    response.end(answered);
  }

  private struck(said: string): Hold | undefined {
    const meant = this.holds.filter(({ of }) => said.includes(of));
    const struck = meant.find(({ left }) => left === 0);
    this.holds = this.holds.filter((hold) => hold !== struck);
    for (const hold of meant) hold.left -= 1;
    return struck;
  }
}

function saidIn(headers: [string, string | string[] | undefined][]): [string, string][] {
  return headers
    .filter(([name]) => !OF_THE_WIRE.includes(name))
    .map(([name, value]) => [name, String(value)]);
}
