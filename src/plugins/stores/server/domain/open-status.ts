import type { OpeningRange, WeeklyHours } from './opening-hours';
import { clockChange, instantsOf, wallClock } from './time-zone';

/** When a store is open: its week, the days that differ, and the zone of its clock. */
export interface Schedule {
  week: WeeklyHours;
  /** Ranges by days since 1 January 1970; a day without ranges is closed. */
  exceptions: ReadonlyMap<number, readonly OpeningRange[]>;
  timezone: string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * 60 * 1_000;
const MINUTES_A_DAY = 24 * 60;
/** Exceptions further off than this are not looked at for the next change. */
const MOST_DAYS_AHEAD = 400;

/**
 * Whether the store is open at an instant: what counts is the time that the clock on its wall shows,
 * so an hour that is struck twice is open twice. The hours after midnight belong to the day on which
 * the range began.
 */
export function isOpenAt(instant: Date, schedule: Schedule): boolean {
  return openAt(instant.getTime(), schedule);
}

/**
 * The first instant after `instant` at which the store opens or closes, whichever comes; undefined
 * where it does neither within the week to come and its exceptions.
 */
export function nextChange(instant: Date, schedule: Schedule): Date | undefined {
  const now = instant.getTime();
  const open = openAt(now, schedule);
  const today = dayOf(schedule.timezone, now);
  const horizon = Math.min(
    Math.max(today, ...schedule.exceptions.keys()) + 8,
    today + MOST_DAYS_AHEAD,
  );
  // Yesterday's hours may reach into today, and today's end after tomorrow's begin.
  let upcoming = boundaries(today - 1, schedule);
  for (let day = today - 1; day <= horizon; day += 1) {
    const begun = upcoming;
    upcoming = boundaries(day + 1, schedule);
    const change = [...begun, ...upcoming]
      .sort((a, b) => a - b)
      .find((boundary) => boundary > now && openAt(boundary, schedule) !== open);
    if (change !== undefined) return new Date(change);
  }
  return undefined;
}

function openAt(instant: number, schedule: Schedule): boolean {
  const wall = wallClock(schedule.timezone, instant);
  const day = Math.floor(wall / DAY_MS);
  const minute = Math.floor((wall - day * DAY_MS) / MINUTE_MS);
  return (
    covers(rangesOn(day, schedule), minute) ||
    covers(rangesOn(day - 1, schedule), minute + MINUTES_A_DAY)
  );
}

/** The day on that clock, counted from 1 January 1970. */
function dayOf(zone: string, instant: number): number {
  return Math.floor(wallClock(zone, instant) / DAY_MS);
}

function covers(ranges: readonly OpeningRange[], minute: number): boolean {
  return ranges.some(({ opens, closes }) => opens <= minute && minute < closes);
}

function rangesOn(day: number, { week, exceptions }: Schedule): readonly OpeningRange[] {
  // 1 January 1970 was a Thursday, three days after Monday.
  return exceptions.get(day) ?? week[(((day + 3) % 7) + 7) % 7] ?? [];
}

/** Every instant at which a day's ranges can make the store open or close. */
function boundaries(day: number, schedule: Schedule): number[] {
  const zone = schedule.timezone;
  const times = rangesOn(day, schedule).flatMap(({ opens, closes }) => [opens, closes]);
  const instants = times.flatMap((minute) => instantsOf(zone, day * DAY_MS + minute * MINUTE_MS));
  // A clock that is put forward or back passes over times of opening, or shows them again.
  const midday = day * DAY_MS + DAY_MS / 2;
  const change = clockChange(zone, midday - DAY_MS, midday + DAY_MS);
  if (change !== undefined && dayOf(zone, change) === day) instants.push(change);
  return instants;
}
