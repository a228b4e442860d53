import { apart } from '../../../kernel/server/contract';

/** Looks at once when it is woken after a rest, and by itself every so often. */
export interface Looker {
  wake(): void;
  /** Looks no more and waits for the look that is under way. */
  stop(): Promise<void>;
}

export interface Look {
  everyMs: number;
  /** Between two looks, however often it is woken: what happens meanwhile is found together. */
  restMs: number;
  /** Never runs twice at once. */
  look(): Promise<void>;
  warn(message: string): void;
}

/** Begins to look every so often. */
export function createLooker({ everyMs, restMs, look, warn }: Look): Looker {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let wanted = false;
  let stopped = false;
  let restedAt = 0;

  const after = (pause: number) => {
    clearTimeout(timer);
    if (!stopped) timer = apart(() => setTimeout(begin, pause));
  };

  const begin = () => {
    wanted = false;
    looking = look()
      .catch((error: unknown) => warn(error instanceof Error ? error.message : String(error)))
      .finally(() => {
        looking = undefined;
        restedAt = performance.now() + restMs;
        after(wanted ? restMs : everyMs);
      });
  };

  after(everyMs);
  return {
    wake() {
      if (wanted || stopped) return;
      wanted = true;
      if (looking === undefined) after(Math.max(0, restedAt - performance.now()));
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
