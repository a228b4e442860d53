/** Messages that a socket may send at once, and each second thereafter. */
const BURST = 40;
const PER_SECOND = 10;

/**
 * How much a socket may still send: a bucket of tokens that fills up again.
 *
 * @returns a function that counts a message and tells whether it is one too many
 */
export function createBudget(now: number): (now: number) => boolean {
  let left = BURST;
  let last = now;
  return (time) => {
    left = Math.min(BURST, left + ((time - last) / 1_000) * PER_SECOND) - 1;
    last = time;
    return left < 0;
  };
}
