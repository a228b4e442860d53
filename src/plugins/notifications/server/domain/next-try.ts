import type { Channel } from './kinds';

/** Tries of one message, over about an hour where nobody asks for more. */
export const MOST_TRIES = 12;

const FIRST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 600;
/** Until the first question what became of a try without an answer: providers' lists and events lag. */
const DOUBT_SECONDS = 60;
/** Waits are so much longer or shorter by chance, so that what failed together is not tried together. */
const JITTER = 0.25;

/**
 * How long a message waits after a try: 5 s, doubled each time, up to ten minutes; longer after one that
 * may have reached its provider, and where the provider asked for it.
 *
 * @param tries of the message, with the one that has failed
 * @param doubts of them, how many may have reached the provider
 * @param asked seconds that the provider asked for
 * @param chance from 0 to 1
 * @returns seconds
 */
export function waitAfter(
  { tries, doubts, asked }: { tries: number; doubts: number; asked: number },
  chance: number,
): number {
  const wait = Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** (tries - 1));
  const doubtful = Math.min(LONGEST_WAIT_SECONDS, DOUBT_SECONDS * 10 ** (doubts - 1));
  const least = Math.max(asked, doubts === 0 ? 0 : doubtful);
  return Math.max(wait * (1 - JITTER + 2 * JITTER * chance), least * (1 + JITTER * chance));
}

/**
 * How often a message is sent again that may have come, where nobody can say whether it has: a mail twice
 * is better than none; an SMS costs money, and staff can send it again; of a browser's notices with one
 * tag only one is shown.
 */
const DOUBTFUL_REPEATS: Readonly<Record<Channel, number>> = { email: 2, sms: 0, push: MOST_TRIES };

/** Whether a message is sent again, of which so many tries may have come. */
export function mayRepeat(channel: Channel, doubts: number): boolean {
  return doubts <= DOUBTFUL_REPEATS[channel];
}
