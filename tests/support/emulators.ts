import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { call } from './http';
import { ROOT } from './paths';

export type EmulatorName = 'daraja' | 'stripe' | 'paypal' | 'sendgrid' | 'opensearch';

/** An entry of an emulator's own books: emulators/lib/ledger.ts. */
export interface LedgerEntry {
  kind: 'capture' | 'refund';
  id: string;
  of?: string;
  reference: string;
  amount: number;
  currency: string;
}

/** A provider in a process of its own, compiled. emulators/README.md has what it can do. */
export class EmulatorProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** Its address, without a slash at the end. */
    readonly url: string,
  ) {}

  static async start(name: EmulatorName): Promise<EmulatorProcess> {
    const child = fork(join(ROOT, 'dist/emulators/process.js'), [name], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const [message] = (await once(child, 'message')) as [{ url: string }];
    return new EmulatorProcess(child, message.url);
  }

  /** Has things go wrong: emulators/lib/faults.ts has the kinds. */
  async fault(...faults: object[]): Promise<void> {
    await this.tell('POST', 'faults', faults);
  }

  async clearFaults(): Promise<void> {
    await this.tell('DELETE', 'faults');
  }

  async set(settings: object): Promise<void> {
    await this.tell('PUT', 'settings', settings);
  }

  /** Its own books, in minor units. */
  ledger(): Promise<{ captured: number; refunded: number; entries: LedgerEntry[] }> {
    return this.tell('GET', 'ledger');
  }

  /** What it has sent, with the answers it got. */
  messages(): Promise<
    { number: number; on: string; url: string; body: string; statuses: number[] }[]
  > {
    return this.tell('GET', 'messages');
  }

  /** Sends one of its messages again. */
  async resend(number: number): Promise<void> {
    await this.tell('POST', `messages/${number}/send`);
  }

  /**
   * Calls one of the addresses under `/_emulator/`; each answers something else. Throws where it is
   * refused.
   */
  async tell(method: string, path: string, body?: object): Promise<any> {
    const answer = await call(method, `${this.url}/_emulator/${path}`, body ? { body } : {});
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}
