import { openQueues, type OpenQueues, type QueueOptions } from './bullmq';
import { createHands } from './hands';
import type { Hands } from './relay';
import { within } from './within';

const MOST_WAITING = 50;
const LIMIT_MS = 2_000;
/** After it could not be reached, before it is asked again. */
const PAUSE_MS = 5_000;

/**
 * Spreads errands over all processes that work, by BullMQ on Redis. Without Redis, where a queue costs
 * PostgreSQL more than most errands do, this process works what it has a hand free for, and BullMQ on
 * PostgreSQL spreads the others. BullMQ is loaded at the first errand for it. It is no ledger: what it
 * loses is handed over again, and while it is away this process works its own errands by itself.
 */
export function createSharedHands(options: QueueOptions): Hands {
  const own = createHands(options.work);
  let opening: Promise<OpenQueues> | undefined;
  /** Errands at most that are in the queues: those found there last, and those given since. */
  let given = 0;
  let awayUntil = 0;

  const reach = async <T>(ask: (queues: OpenQueues) => Promise<T>): Promise<T | undefined> => {
    if (performance.now() < awayUntil) return undefined;
    try {
      opening ??= openQueues(options);
      const result = await within(LIMIT_MS, opening.then(ask));
      awayUntil = 0;
      return result;
    } catch (error) {
      if (awayUntil === 0) {
        const why = error instanceof Error ? error.message : String(error);
        options.warn(`the queues are away, this process works its own jobs: ${why}`);
      }
      awayUntil = performance.now() + PAUSE_MS;
      // Where they were not even opened, that is tried anew.
      opening?.catch(() => (opening = undefined));
      return undefined;
    }
  };

  return {
    async full() {
      if (await own.full()) return true;
      if (given <= MOST_WAITING) return false;
      given = (await reach((queues) => queues.waiting())) ?? 0;
      return given > MOST_WAITING;
    },
    async give(errands) {
      const free = options.redisUrl === undefined ? own.free() : 0;
      await own.give(errands.slice(0, free));
      const others = errands.slice(free);
      if (others.length === 0) return;
      given += others.length;
      const added = await reach(async (queues) => {
        await queues.add(others);
        return true;
      });
      if (added !== true) await own.give(others);
    },
    async stop() {
      await own.stop();
      const queues = await within(LIMIT_MS, Promise.resolve(opening)).catch(() => undefined);
      await queues?.close();
    },
  };
}
