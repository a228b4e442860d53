/** Failures in a row after which a provider is taken to be away. */
const MOST_FAILURES = 5;
/** How long it is left alone then; afterwards one call tries it out. */
const REST_MS = 10_000;

/** Whether a provider is worth calling, for one process. */
export interface Breaker {
  /** Seconds for which it is still left alone; 0 where it is not. Asking this is no promise to call. */
  restsFor(now: number): number;
  /** Whether to begin something with it now. The first who asks after a rest tries it out. */
  admits(now: number): boolean;
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
  const isAway = () => failures >= MOST_FAILURES;
  const restsFor = (now: number) =>
    isAway() && now < closedUntil ? Math.ceil((closedUntil - now) / 1_000) : 0;
  return {
    restsFor,
    admits(now) {
      if (restsFor(now) > 0) return false;
      if (isAway()) closedUntil = now + REST_MS;
      return true;
    },
    answered() {
      failures = 0;
    },
    silent(now) {
      failures += 1;
      if (isAway()) closedUntil = now + REST_MS;
    },
  };
}
