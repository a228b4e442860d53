import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';

/**
 * A client that watches one SKU by Socket.IO over a WebSocket. It knows no more of both than the servers
 * measured here send: ten thousand clients of Socket.IO's own would take more of the machine than
 * what is measured.
 */
export class Watcher {
  private received: Buffer = Buffer.alloc(0);
  private upgraded = false;

  private constructor(
    private readonly socket: Socket,
    private readonly place: object,
    private readonly watching: () => void,
    /** Told each message about stock: what can be sold. */
    private readonly told: (available: number) => void,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.read(chunk));
  }

  /** Connects and subscribes; fulfilled when the server has answered that. */
  static open(url: string, place: object, told: (available: number) => void): Promise<Watcher> {
    const { hostname, port, host } = new URL(url);
    return new Promise((done, fail) => {
      const socket = connect(Number(port), hostname);
      socket.once('error', fail);
      socket.once('close', () => fail(new Error('The server closed the connection')));
      socket.once('connect', () => {
        const watcher = new Watcher(socket, place, () => done(watcher), told);
        socket.write(
          `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\n` +
            'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
            `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}${HEAD_END}`,
        );
      });
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    if (!this.upgraded) {
      const end = this.received.indexOf(HEAD_END);
      if (end < 0) return;
      this.upgraded = true;
      this.received = this.received.subarray(end + HEAD_END.length);
    }
    for (;;) {
      const short = (this.received[1] ?? 0) & 127;
      const head = short === 126 ? 4 : 2;
      if (this.received.length < head) return;
      const length = short === 126 ? this.received.readUInt16BE(2) : short;
      if (this.received.length < head + length) return;
      const text = this.received.toString('utf8', head, head + length);
      this.received = this.received.subarray(head + length);
      this.hear(text);
    }
  }

  /** Packets of Engine.IO, and in those that begin with 4 packets of Socket.IO. */
  private hear(text: string): void {
    if (text === '2') this.send('3');
    else if (text.startsWith('0')) this.send('40');
    else if (text.startsWith('40')) {
      this.send(`420${JSON.stringify(['subscribe:stock', this.place])}`);
    } else if (text.startsWith('430')) this.watching();
    else if (text.startsWith('42["stock.updated"')) {
      const [, { available }] = JSON.parse(text.slice(2)) as [string, { available: number }];
      this.told(available);
    }
  }

  /** Clients mask what they send; with zeros it stays as it is. */
  private send(text: string): void {
    const body = Buffer.from(text);
    this.socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | body.length, 0, 0, 0, 0]), body]));
  }
}
