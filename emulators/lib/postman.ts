import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Faults } from './faults';

export interface Letter {
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface Message {
  /** The name under which it can be made to go wrong. */
  on: string;
  url: string;
  /** What a fault may depend on, in the unit that the provider counts in. */
  amount?: number | undefined;
  /** Writes it, at each delivery anew: a signature has a time. */
  write: (fault: Fault | undefined) => Letter;
}

/** How patiently a provider delivers. */
export interface Patience {
  /** How often it tries again after anything but a 2xx. */
  retries: number;
  /** Before the first retry; twice as long before each further one. */
  retryMs: number;
}

/** What became of a message. */
export interface Delivery {
  number: number;
  on: string;
  url: string;
  body: string;
  /** The status of each try; 0 where there was no answer. */
  statuses: number[];
  /** What the shop answered last. */
  answer: string;
}

const TIME_LIMIT_MS = 10_000;
/** How long a message waits for another one to overtake it. */
const OVERTAKING_MS = 2_000;

/** Brings a provider's messages to the shop, as faithfully as the script lets it. */
export class Postman {
  readonly deliveries: Delivery[] = [];
  private readonly messages: Message[] = [];
  private readonly closing = new AbortController();
  private held: (() => void) | undefined;

  constructor(
    private readonly faults: Faults,
    private readonly patience: Patience,
  ) {}

  /** Sends a message; resolves when it has arrived or been given up. */
  async send(message: Message): Promise<Delivery | undefined> {
    const fault = this.faults.take(message.on, message.amount);
    if (fault?.do === 'never') return undefined;
    const number = this.messages.push(message) - 1;
    if (fault?.do === 'late') await this.wait(fault.ms);
    if (fault?.do === 'out_of_order') await this.overtaken();
    const delivery = await this.deliver(number, message, fault);
    if (fault?.do === 'twice') await this.deliver(number, message, undefined);
    this.held?.();
    return delivery;
  }

  /** Sends one again that was sent before, without any fault. */
  async resend(number: number): Promise<Delivery | undefined> {
    const message = this.messages[number];
    return message === undefined ? undefined : this.deliver(number, message, undefined);
  }

  close(): void {
    this.closing.abort();
  }

  private async deliver(
    number: number,
    message: Message,
    fault: Fault | undefined,
  ): Promise<Delivery> {
    const letter = message.write(fault);
    const delivery: Delivery = {
      number,
      on: message.on,
      url: message.url,
      body: letter.body,
      statuses: [],
      answer: '',
    };
    this.deliveries.push(delivery);
    for (let retry = 0; !this.closing.signal.aborted; retry += 1) {
      const { status, answer } = await this.post(message.url, message.write(fault));
      delivery.statuses.push(status);
      delivery.answer = answer;
      if ((status >= 200 && status < 300) || retry >= this.patience.retries) break;
      await this.wait(this.patience.retryMs * 2 ** retry);
    }
    return delivery;
  }

  private async post(
    url: string,
    { headers, body }: Letter,
  ): Promise<{ status: number; answer: string }> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([this.closing.signal, AbortSignal.timeout(TIME_LIMIT_MS)]),
      });
      return { status: response.status, answer: await response.text() };
    } catch {
      return { status: 0, answer: '' };
    }
  }

  private async overtaken(): Promise<void> {
    await Promise.race([
      this.wait(OVERTAKING_MS),
      new Promise<void>((done) => {
        this.held = done;
      }),
    ]);
    this.held = undefined;
  }

  private async wait(ms: number): Promise<void> {
    await sleep(ms, undefined, { ref: false, signal: this.closing.signal }).catch(() => undefined);
  }
}
