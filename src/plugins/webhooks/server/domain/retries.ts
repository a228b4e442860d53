/** Seconds between the tries of a delivery; together three days. */
const PAUSES_SECONDS = [
  2,
  15,
  60,
  5 * 60,
  30 * 60,
  2 * 60 * 60,
  5 * 60 * 60,
  10 * 60 * 60,
  14 * 60 * 60,
  20 * 60 * 60,
  20 * 60 * 60,
];

/** How much longer a pause may be, so that what failed together does not come again together. */
const JITTER = 0.2;
/** A receiver may ask for a longer pause, but not for ever. */
const LONGEST_ASKED_SECONDS = 60 * 60;

/**
 * How long a delivery that failed waits for its next try.
 *
 * @param tries how often it has been tried
 * @param chance from 0 to 1
 * @param asked seconds that the receiver asked for by `Retry-After`
 * @returns seconds; undefined where it is given up
 */
export function pauseAfter(tries: number, chance: number, asked = 0): number | undefined {
  const pause = PAUSES_SECONDS[tries - 1];
  if (pause === undefined) return undefined;
  return Math.max(pause * (1 + JITTER * chance), Math.min(asked, LONGEST_ASKED_SECONDS));
}

/** What an answer means. */
export type Judgement =
  | { kind: 'delivered' }
  | { kind: 'failed'; retryAfter: number }
  /** The receiver is gone for good: 410 (Standard Webhooks, “Responding to webhooks”). */
  | { kind: 'gone' };

/**
 * Judges a receiver's answer: any 2xx is a delivery. A redirect is none, for it is not followed.
 *
 * @param retryAfter the header, where there is one: seconds, or a time (RFC 9110, section 10.2.3)
 */
export function judge(status: number, retryAfter: string | undefined, now: Date): Judgement {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  if (status === 410) return { kind: 'gone' };
  const heeded = status === 429 || status === 503;
  return { kind: 'failed', retryAfter: heeded ? secondsAsked(retryAfter ?? '', now) : 0 };
}

/** 0 where nothing is asked for that can be understood. */
function secondsAsked(retryAfter: string, now: Date): number {
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter);
  const time = retryAfter.endsWith(' GMT') ? Date.parse(retryAfter) : NaN;
  return Number.isNaN(time) ? 0 : Math.max(0, Math.ceil((time - now.getTime()) / 1_000));
}
