/** Looks when it is woken, and by itself every so often. */
export interface Looker {
  wake(): void;
  /** Looks no more and waits for the look that is under way. */
  stop(): Promise<void>;
}

export interface Look {
  everyMs: number;
  /** Between two looks, however often it is woken. */
  restMs: number;
  /** Never runs twice at once. */
  look(): Promise<void>;
  warn(message: string): void;
}

export function createLooker({ everyMs, restMs, look, warn }: Look): Looker {
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let wanted = false;
  let stopped = false;

  const after = (pause: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(begin, pause);
  };

  const begin = () => {
    wanted = false;
    looking = look()
      .catch((error: unknown) => warn(error instanceof Error ? error.message : String(error)))
      .finally(() => {
        looking = undefined;
        after(wanted ? restMs : everyMs);
      });
  };

  after(everyMs);
  return {
    wake() {
      if (wanted || stopped) return;
      wanted = true;
      if (looking === undefined) after(restMs);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
