import { connect, type Socket } from 'node:net';

export interface HttpAnswer {
  status: number;
  cartToken: string | undefined;
  body: string;
}

const HEAD_END = '\r\n\r\n';

/**
 * One kept-alive connection that carries one request at a time. It knows no more of HTTP than the
 * servers measured here answer, because what a driver costs is missing on the same machine's cores.
 */
export class HttpConnection {
  private received: Buffer = Buffer.alloc(0);
  private waiting: { done: (answer: HttpAnswer) => void; fail: (error: Error) => void } | undefined;

  private constructor(
    private readonly socket: Socket,
    private readonly host: string,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    socket.on('error', (error) => this.waiting?.fail(error));
    socket.on('close', () => this.waiting?.fail(new Error('The server closed the connection')));
  }

  static open(url: string): Promise<HttpConnection> {
    const { hostname, port, host } = new URL(url);
    return new Promise((done, fail) => {
      const socket = connect(Number(port), hostname);
      socket.once('error', fail);
      socket.once('connect', () => {
        socket.off('error', fail);
        done(new HttpConnection(socket, host));
      });
    });
  }

  send(
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: string | undefined,
  ): Promise<HttpAnswer> {
    let head = `${method} ${path} HTTP/1.1\r\nHost: ${this.host}\r\nConnection: keep-alive\r\n`;
    for (const [name, value] of Object.entries(headers)) head += `${name}: ${value}\r\n`;
    if (body !== undefined) {
      head += `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
    }
    return new Promise((done, fail) => {
      this.waiting = { done, fail };
      this.socket.write(`${head}\r\n${body ?? ''}`);
    });
  }

  close(): void {
    this.waiting = undefined;
    this.socket.destroy();
  }

  private read(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const headEnd = this.received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.received.toString('latin1', 0, headEnd);
    const status = Number(head.slice(9, 12));
    const length = status === 204 ? 0 : Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
    if (Number.isNaN(length)) {
      this.waiting?.fail(new Error(`An answer without a length: ${head}`));
      return;
    }
    const end = headEnd + HEAD_END.length + length;
    if (this.received.length < end) return;
    const body = this.received.toString('utf8', headEnd + HEAD_END.length, end);
    this.received = this.received.subarray(end);
    this.waiting?.done({ status, body, cartToken: /\r\nx-cart-token: (\S+)/i.exec(head)?.[1] });
  }
}
