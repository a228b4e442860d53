import { isOpenAt, nextChange } from '../domain/open-status';
import {
  openingPeriods,
  parseOpeningExceptions,
  parseOpeningHours,
  type OpeningPeriod,
} from '../domain/opening-hours';
import { isTimeZone } from '../domain/time-zone';

/** A store's hours as merchandisers write them. */
export interface OpeningTexts {
  openingHours: string | null;
  openingExceptions: string | null;
  timezone: string;
}

/** A store's hours as storefronts read them. All null where nobody has written any. */
export interface Opening {
  openingHours: OpeningPeriod[] | null;
  openNow: boolean | null;
  /** When `openNow` changes next, ISO 8601; null also where it does not within the week. */
  nextChange: string | null;
}

interface Known {
  opening: Opening;
  from: number;
  until: number;
}

const UNKNOWN: Opening = { openingHours: null, openNow: null, nextChange: null };
/** Different hours at most that are kept in memory; a chain has a few hundred. */
const MOST_KNOWN = 5_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** What was worked out for some hours stays right until the next change. */
const known = new Map<string, Known>();

/**
 * A store's hours with whether it is open.
 *
 * @param now the instant that is asked about
 */
export function openingOf(store: OpeningTexts, now: Date): Opening {
  if (!store.openingHours?.trim()) return UNKNOWN;
  const key = `${store.timezone}\n${store.openingHours}\n${store.openingExceptions ?? ''}`;
  const time = now.getTime();
  const found = known.get(key);
  if (found !== undefined && found.from <= time && time < found.until) return found.opening;
  const worked = workOut(store, store.openingHours, now);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, worked);
  return worked.opening;
}

/**
 * A store as it goes out, with its hours as a list, whether it is open, and when that changes:
 * wherever the answer holds the three fields that decide it.
 */
export function withOpening(store: unknown, now: Date): unknown {
  return hasOpeningTexts(store) ? { ...store, ...openingOf(store, now) } : store;
}

function hasOpeningTexts(value: unknown): value is OpeningTexts {
  return (
    typeof value === 'object' &&
    value !== null &&
    'openingHours' in value &&
    'openingExceptions' in value &&
    'timezone' in value
  );
}

function workOut(store: OpeningTexts, text: string, now: Date): Known {
  const hours = parseOpeningHours(text);
  const exceptions = parseOpeningExceptions(store.openingExceptions ?? '');
  const from = now.getTime();
  const tomorrow = from + DAY_MS;
  // Saving checks all three; what was written past that is not worth a failed answer.
  if (
    hours.kind === 'malformed' ||
    exceptions.kind === 'malformed' ||
    !isTimeZone(store.timezone)
  ) {
    return { opening: UNKNOWN, from, until: tomorrow };
  }
  const schedule = { week: hours.value, exceptions: exceptions.value, timezone: store.timezone };
  const next = nextChange(now, schedule);
  const opening = {
    openingHours: openingPeriods(hours.value),
    openNow: isOpenAt(now, schedule),
    nextChange: next?.toISOString() ?? null,
  };
  return { opening, from, until: next?.getTime() ?? tomorrow };
}
