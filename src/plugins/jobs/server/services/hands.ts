import type { Errand, Hands } from './relay';

const AT_ONCE = 4;
const MOST_WAITING = 50;

/** Those of this process. */
export interface OwnHands extends Hands {
  /** How many errands they could begin at this moment. */
  free(): number;
}

/** Works errands in this process. */
export function createHands(work: (errand: Errand) => Promise<void>): OwnHands {
  const waiting: Errand[] = [];
  const working = new Set<Promise<void>>();
  let stopped = false;

  const next = () => {
    while (!stopped && working.size < AT_ONCE) {
      const errand = waiting.shift();
      if (errand === undefined) return;
      const one = work(errand).finally(() => {
        working.delete(one);
        next();
      });
      working.add(one);
    }
  };

  return {
    free: () => (stopped ? 0 : Math.max(0, AT_ONCE - working.size - waiting.length)),
    full: () => Promise.resolve(waiting.length > MOST_WAITING),
    give(errands) {
      waiting.push(...errands);
      next();
      return Promise.resolve();
    },
    async stop() {
      stopped = true;
      await Promise.all(working);
    },
  };
}
