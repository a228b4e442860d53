import type { OpeningRange, Parsed, WeeklyHours } from './opening-hours';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const RULE =
  /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*:\s*(\d{1,2})(?::(\d{2}))?\s*-\s*(\d{1,2})(?::(\d{2}))?$/i;
const NOON_MINUTES = 12 * 60;

/**
 * Reads hours that are written in twelve hours without am and pm, as Best Buy's open data has them:
 * `Mon: 10-9; Tue: 10-9; …; Sun: 11-8`. The rule, for the file itself states none:
 *
 * - Opening: 0 is midnight, 12 is noon, 6 to 11 are in the morning, 1 to 5 in the afternoon.
 * - Closing: always in the afternoon or evening, so `0-11:59` ends a minute before midnight, and 12
 *   is midnight.
 * - A day that is not named is closed.
 */
export function parseTwelveHourHours(text: string): Parsed<WeeklyHours> {
  const week: OpeningRange[][] = DAYS.map(() => []);
  for (const rule of text.split(';').map((part) => part.trim())) {
    if (rule === '') continue;
    const match = RULE.exec(rule);
    const [opening = NaN, opensPast = NaN, closing = NaN, closesPast = NaN] = (match ?? [])
      .slice(2)
      .map((digits: string | undefined) => Number(digits ?? 0));
    const day = DAYS.indexOf(match?.[1]?.toLowerCase() ?? '');
    if (!(opening <= 12 && closing >= 1 && closing <= 12 && opensPast < 60 && closesPast < 60)) {
      return {
        kind: 'malformed',
        reason: `“${rule}” is not understood; it looks like “Mon: 10-9”`,
      };
    }
    const opens = opening * 60 + opensPast + (opening >= 1 && opening <= 5 ? NOON_MINUTES : 0);
    const closes = closing * 60 + closesPast + NOON_MINUTES;
    if (closes <= opens) {
      return { kind: 'malformed', reason: `“${rule}” closes before it opens` };
    }
    week[day] = [{ opens, closes }];
  }
  return { kind: 'parsed', value: week };
}
