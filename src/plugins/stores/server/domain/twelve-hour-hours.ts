import type { OpeningRange, Parsed, WeeklyHours } from './opening-hours';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const RULE = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*:\s*(\d{1,2})(?::(\d{2}))?\s*-\s*(\d{1,2})(?::(\d{2}))?$/i;
const NOON = 12 * 60;

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
    const [hourOpens, minuteOpens, hourCloses, minuteCloses] = (match ?? []).slice(2).map(toNumber);
    const day = DAYS.indexOf(match?.[1]?.toLowerCase() ?? '');
    if (
      match === null ||
      !isClock(hourOpens, minuteOpens, 0) ||
      !isClock(hourCloses, minuteCloses, 1)
    ) {
      return { kind: 'malformed', reason: `“${rule}” is not understood; it looks like “Mon: 10-9”` };
    }
    const opens = hourOpens * 60 + minuteOpens + (hourOpens >= 1 && hourOpens <= 5 ? NOON : 0);
    const closes = hourCloses * 60 + minuteCloses + NOON;
    if (closes <= opens) {
      return { kind: 'malformed', reason: `“${rule}” closes before it opens` };
    }
    week[day] = [{ opens, closes }];
  }
  return { kind: 'parsed', value: week };
}

function toNumber(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits);
}

function isClock(hour: number | undefined, minute: number | undefined, least: number): boolean {
  return hour !== undefined && hour >= least && hour <= 12 && minute !== undefined && minute < 60;
}
