/** Failures in a row after which a provider is taken to be away. */
const MOST_FAILURES = 5;
/** How long it is left alone then; afterwards one call tries it out. */
const REST_MS = 10_000;

/** Whether a provider is worth calling, for one process. */
export interface Breaker {
  /** Seconds until it makes sense to call; 0 for now. The one who is told 0 after a rest tries it out. */
  wait(now: number): number;
  /** Whether it is left alone; asking this is no promise to call. */
  rests(now: number): boolean;
  answered(): void;
  silent(now: number): void;
}

/**
 * Stops calls to a provider that does not answer, so that shoppers are told at once and it is not
 * burdened further. Times in milliseconds of a clock that only goes forward.
 */
export function createBreaker(): Breaker {
  let failures = 0;
  let closedUntil = 0;
  const rests = (now: number) => failures >= MOST_FAILURES && now < closedUntil;
  return {
    rests,
    wait(now) {
      if (rests(now)) return Math.ceil((closedUntil - now) / 1_000);
      if (failures >= MOST_FAILURES) closedUntil = now + REST_MS;
      return 0;
    },
    answered() {
      failures = 0;
    },
    silent(now) {
      failures += 1;
      if (failures >= MOST_FAILURES) closedUntil = now + REST_MS;
    },
  };
}
