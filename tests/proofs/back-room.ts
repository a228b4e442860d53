import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { STEPS } from '../support/server-process';
import { Steps } from '../support/steps';

/** The process of back-room-process.js: what is done without a shopper, and can be held up. */
export class BackRoom {
  readonly steps: Steps;
  private readonly child: ChildProcess;
  private calls = 0;

  /** @param env settings of providers that it is to know */
  constructor(databaseUrl: string, env: Record<string, string> = {}) {
    this.child = fork(join(__dirname, 'back-room-process.js'), {
      execArgv: ['--require', STEPS],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'test',
        TZ: 'UTC',
        DATABASE_URL: databaseUrl,
        ...env,
      },
    });
    this.child.setMaxListeners(0);
    this.steps = new Steps(this.child);
  }

  /** Ends expired holds as the schedule does. */
  sweep(): Promise<string> {
    return this.work('sweep');
  }

  /** Imports a stock count; `imported`, or `refused` where a row was. */
  importStock(text: string): Promise<string> {
    return this.work('importStock', { text });
  }

  /** Ends orders that were not paid in time, as the schedule does. */
  expireOrders(): Promise<string> {
    return this.work('expireOrders');
  }

  /** Writes down what is owed to people, as the schedule does. */
  restoreBalance(): Promise<string> {
    return this.work('restoreBalance');
  }

  /** Calls providers about what is due, as whoever works in the background does. */
  workMoney(): Promise<string> {
    return this.work('workMoney');
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }

  private work(work: string, details: object = {}): Promise<string> {
    const call = (this.calls += 1);
    return new Promise((resolve, reject) => {
      this.child.once('exit', () => reject(new Error('The back room was killed')));
      const listen = (message: { worked?: number; result: string }) => {
        if (message.worked !== call) return;
        this.child.off('message', listen);
        resolve(message.result);
      };
      this.child.on('message', listen);
      this.child.send({ work, call, ...details });
    });
  }
}
