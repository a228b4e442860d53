import type { ChildProcess } from 'node:child_process';

/** A call that is held up before one of its steps. */
export interface Stop {
  /** Fulfilled when the call stands there. */
  readonly standing: Promise<void>;
  /** Lets it go on; where it never came by, nothing will be held up there any more. */
  go(): Promise<void>;
}

/** Whoever reads the clock sets it going when half a minute has passed: it is no step of a call. */
const BY_THE_CLOCK = 'kernel.database_time';

/**
 * The steps of a server in another process: each statement by its name, and the points before and
 * after a commit (`src/plugins/kernel/server/database/step.ts`). The other end is preloaded-steps.js.
 */
export class Steps {
  private sent = 0;
  private readonly waiting = new Map<number, (result: unknown) => void>();
  private readonly arriving = new Map<number, () => void>();

  constructor(private readonly child: ChildProcess) {
    child.on('message', (message: { done: number; result?: unknown } | { standing: number }) => {
      if ('standing' in message) this.arriving.get(message.standing)?.();
      if ('done' in message) this.waiting.get(message.done)?.(message.result);
    });
  }

  /**
   * The points that a call passes when it runs alone. One that is passed several times is
   * `name`, `name#2` and so on.
   */
  async during(call: () => Promise<unknown>): Promise<string[]> {
    await this.order('record');
    await call();
    const names = (await this.order('recorded')) as string[];
    const passed = new Map<string, number>();
    const own = names.filter((name) => name !== BY_THE_CLOCK);
    return own.map((name) => {
      const turn = (passed.get(name) ?? 0) + 1;
      passed.set(name, turn);
      return turn === 1 ? name : `${name}#${turn}`;
    });
  }

  /** Holds up the first call that comes by a point from now on. */
  async stopBefore(point: string): Promise<Stop> {
    const id = this.sent;
    const standing = new Promise<void>((arrive) => this.arriving.set(id, arrive));
    await this.order('stop', { id, point });
    return {
      standing,
      go: async () => {
        this.arriving.delete(id);
        await this.order('go', { id });
      },
    };
  }

  private order(order: string, details: object = {}): Promise<unknown> {
    const turn = this.sent;
    this.sent += 1;
    return new Promise((resolve, reject) => {
      this.waiting.set(turn, (result) => {
        this.waiting.delete(turn);
        resolve(result);
      });
      this.child.send({ order, turn, ...details }, (error) => {
        if (error) reject(error);
      });
    });
  }
}
