/** Seconds before each question: four within two minutes, then further and further apart. */
const STEPS_SECONDS = [30, 27, 27, 27, 60, 120, 300, 900, 1_800];
const HOUR_SECONDS = 60 * 60;
const DAY_SECONDS = 24 * HOUR_SECONDS;
/** Questions until we go over to one a day, after two days or so. */
const HOURLY_UNTIL = 56;
/** Questions until nobody asks any more and a person must look: a month. */
const MOST_QUESTIONS = 86;

/**
 * When to ask a provider again what became of something.
 *
 * @param tries questions (and the first call) so far
 * @param chance between 0 and 1, so that not all questions come at once
 * @param wanted seconds before which it makes no sense; 0 where there is something to ask now
 * @returns seconds; undefined when it is time to give up and tell somebody
 */
export function nextQuestion(tries: number, chance: number, wanted?: number): number | undefined {
  if (tries > MOST_QUESTIONS) return undefined;
  if (wanted === 0) return 0;
  const step = STEPS_SECONDS[tries - 1] ?? (tries <= HOURLY_UNTIL ? HOUR_SECONDS : DAY_SECONDS);
  const usual = tries <= 4 ? step : Math.round(step * (0.9 + chance * 0.2));
  return Math.max(usual, wanted ?? 0);
}

/**
 * Whether a provider has not told for so long what became of something that somebody should know: it is
 * asked by the hour from then on, an hour or so after the first call.
 *
 * @param tries questions (and the first call) so far
 */
export function isLongSilent(tries: number): boolean {
  return tries > STEPS_SECONDS.length;
}

/**
 * When to try again what the shop has to do with money and the provider has refused: a minute after the
 * first time, then later and later, a day apart at most, for what is owed stays owed.
 *
 * @param refusals how often it was refused so far
 * @returns seconds; 0 where it never was
 */
export function nextTry(refusals: number): number {
  return refusals === 0 ? 0 : Math.min(60 * 2 ** (refusals - 1), DAY_SECONDS);
}
