/** Seconds before the second try; each later one waits twice as long. */
const FIRST_WAIT_SECONDS = 1;
const LONGEST_WAIT_SECONDS = 600;

/**
 * How long a job waits after a failed try: 1 s, 2 s, 4 s … up to ten minutes, each shortened by up to
 * half, so that what failed together is not tried together.
 *
 * @param attempt the one that failed, from 1
 * @param chance  from 0 to 1
 * @returns seconds
 */
export function waitAfter(attempt: number, chance: number): number {
  const wait = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (attempt - 1));
  return wait * (1 - chance / 2);
}
