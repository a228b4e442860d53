import { Receiver, type Received } from '../support/receiver';

const PATIENCE_MS = 20_000;
const AT_ONCE = 16;

/** Sends a provider's message on to a shop, as it was signed. */
export async function deliver({ path, headers, raw }: Received, url: string): Promise<number> {
  const signed = Object.entries(headers).filter(([name]) => !OF_THE_WIRE.includes(name));
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: signed.map(([name, value]): [string, string] => [name, String(value)]),
    body: raw,
  });
  return answer.status;
}

const OF_THE_WIRE = ['host', 'connection', 'content-length', 'transfer-encoding'];

/** Takes the messages that providers send to a shop, and hands them over when it is told to. */
export class Post {
  private handedOver = 0;

  private constructor(private readonly receiver: Receiver) {}

  /** Opens one; `close()` it in `afterAll`. */
  static async open(): Promise<Post> {
    return new Post(await Receiver.open());
  }

  /** What providers must take for the shop's address. */
  get url(): string {
    return this.receiver.url;
  }

  /** Waits for a message in which something stands. */
  async letterWith(...words: string[]): Promise<Received> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const { received } = this.receiver;
      const letter = received.find(({ raw }) => words.every((word) => raw.includes(word)));
      if (letter !== undefined) return letter;
      if (performance.now() > until) throw new Error(`No message with ${words.join(' and ')}`);
      await this.receiver.waitFor(received.length + 1);
    }
  }

  /** Hands over what was not yet, several at a time; what is not taken goes once more the next time. */
  async handOver(url: string): Promise<void> {
    const { received } = this.receiver;
    while (this.handedOver < received.length) {
      const letters = received.slice(this.handedOver, this.handedOver + AT_ONCE);
      const statuses = await Promise.all(letters.map((letter) => deliver(letter, url)));
      if (statuses.some((status) => status >= 500)) return;
      this.handedOver += letters.length;
    }
  }

  close(): Promise<void> {
    return this.receiver.close();
  }
}
