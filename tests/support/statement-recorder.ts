import { connect, createServer, type Server, type Socket } from 'node:net';

/** Names of connections by which processes wake each other: no request waits for them, or pays by itself. */
const SIGNALS = /duka-(sockets|events)/;
/** What a process runs every so often, whether or not there is a request. */
const BY_ITSELF = new Set(['jobs.read_news', 'search.count_searches']);

/** Stands between a server and PostgreSQL and notes which statements each transaction runs. */
export class StatementRecorder {
  /** The statements of each committed transaction by the names that our own pool gives them. */
  readonly transactions: string[][] = [];
  /** Every statement by its name, in transactions and out of them; Strapi's own have none. */
  readonly statements: string[] = [];

  private constructor(
    private readonly server: Server,
    /** What the server under test takes for its database. */
    readonly url: string,
  ) {}

  static async before(databaseUrl: string): Promise<StatementRecorder> {
    const target = new URL(databaseUrl);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const url = new URL(databaseUrl);
    url.hostname = '127.0.0.1';
    url.port = String(address.port);
    const recorder = new StatementRecorder(server, url.toString());
    server.on('connection', (client) => {
      const database = connect(Number(target.port), target.hostname);
      const close = () => {
        client.destroy();
        database.destroy();
      };
      for (const socket of [client, database]) socket.on('error', close).on('close', close);
      database.pipe(client);
      recorder.listen(client);
      client.pipe(database);
    });
    return recorder;
  }

  stop(): void {
    this.server.close();
  }

  /** Reads the messages of PostgreSQL's protocol, version 3: a letter, a length, the content. */
  private listen(client: Socket): void {
    let waiting = Buffer.alloc(0);
    let started = false;
    let isSignals = false;
    let current: string[] | undefined;
    const note = (name: string) => {
      if (BY_ITSELF.has(name)) return;
      this.statements.push(name);
      current?.push(name);
    };
    client.on('data', (chunk) => {
      waiting = Buffer.concat([waiting, typeof chunk === 'string' ? Buffer.from(chunk) : chunk]);
      for (;;) {
        const prefix = started ? 1 : 0;
        if (waiting.length < prefix + 4) return;
        const length = prefix + waiting.readInt32BE(prefix);
        if (waiting.length < length) return;
        const message = waiting.subarray(0, length);
        waiting = waiting.subarray(length);
        if (!started) {
          started = true;
          isSignals = SIGNALS.test(message.toString('latin1'));
          continue;
        }
        if (isSignals) continue;
        const [type] = message.toString('latin1', 0, 1);
        const text = message.toString('utf8', 5);
        // A bind names its portal, then its statement.
        const what = type === 'B' ? text.split('\0')[1] : type === 'Q' ? text : undefined;
        if (what === undefined || /^rollback/i.test(what)) continue;
        if (/^begin/i.test(what)) current = [];
        else if (/^commit/i.test(what)) {
          if (current !== undefined) this.transactions.push(current);
          current = undefined;
        } else note(what);
      }
    });
  }
}
