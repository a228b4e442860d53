/** Does one kind of thing in the background, once at a time, until there is nothing left. */
export interface Lane {
  /** Does all there is; a call while it runs has it look once more. */
  work(): Promise<void>;
  /** Waits for what is under way. */
  end(): Promise<void>;
}

/** @param round does a part of what there is, and tells whether there was any */
export function createLane(round: () => Promise<boolean>): Lane {
  let running: Promise<void> | undefined;
  let again = false;

  const work = async (): Promise<void> => {
    try {
      do {
        again = false;
        while (await round());
      } while (again);
    } finally {
      // With the last look, not after it: a call in between would be forgotten.
      running = undefined;
    }
  };

  return {
    work() {
      again = running !== undefined;
      return (running ??= work());
    },
    async end() {
      await running;
    },
  };
}
