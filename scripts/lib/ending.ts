import { setTimeout as sleep } from 'node:timers/promises';
import { isUnavailable } from '../../src/plugins/kernel/server/contract';
import { report } from './command';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const PARENT_CHECK_MS = 1_000;
const FORCE_LIMIT_MS = 5_000;
/** Who runs a shop gives a process half a minute to end, and kills it then. */
const GRACE_MS = 25_000;
/** The same Ctrl-C comes from the terminal, from npm, and again from libraries that resend it. */
const SAME_SIGNAL_MS = 500;
/** What a shell reports for a process that Ctrl-C ended. */
const FORCED = 130;

type Step = () => Promise<void>;

/**
 * The one way a process of ours ends, be it by a signal, a crash or the end of its work: what it
 * began last is ended first, then it exits. A second signal, or 25 seconds, skip all but the very last
 * step.
 */
export class Ending {
  private readonly steps: Step[] = [];
  private begunAt: number | undefined;

  /** @param signalled told of the signal that ends the work, where that is not the usual way */
  constructor(private readonly signalled?: (signal: NodeJS.Signals) => void) {
    this.watch();
    this.followParent();
  }

  /** Adds what must be ended before everything that was added earlier. */
  add(step: Step): void {
    this.steps.unshift(step);
  }

  /** Ends the process with that exit status; a second call changes nothing. */
  begin(status: number): void {
    if (this.begunAt === undefined) void this.run(status);
  }

  /** Ends the process with status 1 after saying why; silent where it is ending already. */
  fail(error: unknown): void {
    if (this.begunAt !== undefined) return;
    report(error);
    this.begin(1);
  }

  /** Listens for signals and crashes. Strapi adds handlers of its own and removes all at its end. */
  watch(): void {
    for (const signal of SIGNALS) {
      process.removeAllListeners(signal);
      process.on(signal, () => this.take(signal));
    }
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => this.fail(error));
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', (error) => {
      // Of the statements that Strapi sends side by side it awaits the first that fails: where PostgreSQL
      // is away the others are left over, and their request is answered all the same.
      if (isUnavailable(error)) report(error);
      else this.fail(error);
    });
  }

  private take(signal: NodeJS.Signals): void {
    if (this.begunAt === undefined) {
      this.signalled?.(signal);
      this.begin(0);
    } else if (performance.now() - this.begunAt > SAME_SIGNAL_MS) {
      void this.force();
    }
  }

  private async run(status: number): Promise<void> {
    this.begunAt = performance.now();
    const patience = setTimeout(() => void this.force(), GRACE_MS);
    let failed = false;
    for (const step of this.steps) {
      if (step === this.steps.at(-1)) clearTimeout(patience);
      await step().catch((error: unknown) => {
        report(error);
        failed = true;
      });
      this.watch();
    }
    process.exit(failed ? 1 : status);
  }

  private async force(): Promise<void> {
    const last = this.steps.at(-1);
    if (last) await Promise.race([last().catch(report), sleep(FORCE_LIMIT_MS)]);
    process.exit(FORCED);
  }

  /** npm passes signals on, but not its own death: then nobody would end us. */
  private followParent(): void {
    if (!process.env.npm_lifecycle_event) return;
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) this.begin(0);
    }, PARENT_CHECK_MS).unref();
  }
}
