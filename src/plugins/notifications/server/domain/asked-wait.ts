/** A provider may ask for a longer pause, but not for ever. */
const LONGEST_ASKED_SECONDS = 24 * 60 * 60;
/** A number above is a moment since 1970, below it is a pause. */
const MOMENT_SECONDS = 1_000_000_000;

/**
 * Seconds that a provider asks to be left alone, by `Retry-After` (RFC 9110, 10.2.3: seconds or a date)
 * or by the `X-RateLimit-Reset` of SendGrid and others (the moment, or seconds); 0 where it does not.
 *
 * @param headers by their names in lower case
 */
export function askedWait(headers: object, now: Date): number {
  const given = headers as Readonly<Record<string, unknown>>;
  const asked =
    secondsOf(given['retry-after'], now) ?? secondsOf(given['x-ratelimit-reset'], now) ?? 0;
  return Math.min(Math.max(asked, 0), LONGEST_ASKED_SECONDS);
}

function secondsOf(value: unknown, now: Date): number | undefined {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  if (/^\d{1,12}$/.test(text)) {
    const seconds = Number(text);
    return seconds > MOMENT_SECONDS ? seconds - now.getTime() / 1000 : seconds;
  }
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : (moment - now.getTime()) / 1000;
}
