/** A time of day on a store's own clock. */
export interface OpeningRange {
  /** Minutes after midnight, 0 to 1439. */
  opens: number;
  /** Minutes after the same midnight, 1 to 2879: beyond 1440 it is on the next day. */
  closes: number;
}

/** The ranges of each day, Monday first, in order and without overlap; a closed day has none. */
export type WeeklyHours = readonly (readonly OpeningRange[])[];

export type Parsed<T> = { kind: 'parsed'; value: T } | { kind: 'malformed'; reason: string };

/** One range as the public sees it; `closes` at or before `opens` is on the next day. */
export interface OpeningPeriod {
  day: (typeof DAY_NAMES)[number];
  opens: string;
  closes: string;
}

const DAY_NAMES = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const MINUTES_A_DAY = 24 * 60;
const NOON_MINUTES = 12 * 60;
const RULE = /^([a-z][a-z.,\s-]*?)?\s*:?\s*(off|closed|\d[\dapm:.,\s-]*)$/i;
const TIME = String.raw`(\d{1,2})(?::(\d{2}))?(?:\s*([ap])\.?m\.?)?`;
const RANGE = new RegExp(`^${TIME}\\s*-\\s*${TIME}$`, 'i');
/** Hyphens and dashes as word processors set them. */
const DASH = /[\u2010-\u2015\u2212]/g;
/** Public and school holidays, which are dates of each country that nobody tells us. */
const HOLIDAY = /^(ph|sh)$/i;

/** What cannot be understood, as a sentence for the merchandiser; caught at the end of each parser. */
class Malformed extends Error {}

/**
 * Reads weekly opening hours: rules separated by `;` or a new line, each some days and their times, such as
 * `Mo-Fr 08:00-12:00,13:00-17:00; Sa 18:00-02:00; Su off`, or `24/7`. A rule without days is for
 * every day, a later rule takes the place of an earlier one for the days it names, and a day that no
 * rule names is closed. This is the part of OpenStreetMap's `opening_hours` that shops use, with what
 * people write in its place: `Monday`, `Mon`, dashes, `8-20` and `9am-5:30pm`. Its holidays (`PH`, `SH`)
 * are passed over, see {@link namesHolidays}.
 */
export function parseOpeningHours(text: string): Parsed<WeeklyHours> {
  return parsing(() => {
    if (text.trim() === '24/7') return DAY_NAMES.map(() => [{ opens: 0, closes: MINUTES_A_DAY }]);
    const week: OpeningRange[][] = DAY_NAMES.map(() => []);
    let days = 0;
    for (const rule of rulesOf(text)) {
      const match = RULE.exec(rule);
      if (!match) {
        throw new Malformed(`“${rule}” is not understood; write it like “Mo-Fr 08:00-20:00”`);
      }
      const ranges = rangesOf(match[2] ?? '');
      for (const day of daysOf(match[1])) {
        week[day] = ranges;
        days += 1;
      }
    }
    if (days === 0 && text.trim() !== '') throw new Malformed('no day of the week is named');
    return week;
  });
}

/** Whether opening hours that can be read speak of holidays too, which are passed over. */
export function namesHolidays(text: string): boolean {
  return rulesOf(text).some((rule) => /\b(ph|sh)\b/i.test(rule));
}

/**
 * Reads days that differ from the week: `2026-12-25 off; 2026-12-24 09:00-13:00`, or one a line.
 *
 * @returns the ranges by day, where a day is the number of days since 1 January 1970
 */
export function parseOpeningExceptions(
  text: string,
): Parsed<ReadonlyMap<number, readonly OpeningRange[]>> {
  return parsing(() => {
    const exceptions = new Map<number, OpeningRange[]>();
    for (const rule of rulesOf(text)) {
      const [date = '', ...times] = rule.split(/\s+/);
      const day = dayOf(date);
      if (exceptions.has(day)) throw new Malformed(`${date} stands there twice`);
      exceptions.set(day, rangesOf(times.join(' ')));
    }
    return exceptions;
  });
}

/** Writes weekly hours in the text form, days with equal hours together. */
export function formatOpeningHours(week: WeeklyHours): string {
  const texts = week.map(
    (ranges) =>
      ranges.map(({ opens, closes }) => `${clock(opens)}-${clock(closes)}`).join(',') || 'off',
  );
  const rules: string[] = [];
  for (let first = 0; first < texts.length;) {
    let last = first;
    while (texts[last + 1] === texts[first]) last += 1;
    const days = first === last ? dayLabel(first) : `${dayLabel(first)}-${dayLabel(last)}`;
    rules.push(`${days} ${texts[first]}`);
    first = last + 1;
  }
  return rules.join('; ');
}

/** Weekly hours as a list for storefronts. */
export function openingPeriods(week: WeeklyHours): OpeningPeriod[] {
  return DAY_NAMES.flatMap((day, index) =>
    (week[index] ?? []).map(({ opens, closes }) => ({
      day,
      opens: clock(opens),
      closes: clock(closes),
    })),
  );
}

function parsing<T>(parse: () => T): Parsed<T> {
  try {
    return { kind: 'parsed', value: parse() };
  } catch (error) {
    if (error instanceof Malformed) return { kind: 'malformed', reason: error.message };
    throw error;
  }
}

function rulesOf(text: string): string[] {
  const rules = text
    .replace(DASH, '-')
    .split(/[;\n]/)
    .map((rule) => rule.replace(/\s+/g, ' ').trim());
  return rules.filter((rule) => rule !== '');
}

function daysOf(text: string | undefined): number[] {
  if (text === undefined) return DAY_NAMES.map((_, day) => day);
  return text.split(',').flatMap((part) => {
    if (HOLIDAY.test(part.trim())) return [];
    const [first = '', last = first, ...more] = part.split('-').map((day) => day.trim());
    const [from, to] = [dayNamed(first), dayNamed(last)];
    if (from < 0 || to < 0 || more.length > 0) {
      throw new Malformed(`“${part.trim()}” is no day; write Mo, Tu, We, Th, Fr, Sa or Su`);
    }
    // Sa-Mo goes over the end of the week.
    const count = ((to - from + 7) % 7) + 1;
    return Array.from({ length: count }, (_, step) => (from + step) % 7);
  });
}

/** Monday is 0; -1 for what is no day. `Mo`, `Mon`, `Mon.` and `Monday` are one. */
function dayNamed(text: string): number {
  const name = text.toLowerCase().replace(/\.$/, '');
  return name.length < 2 ? -1 : DAY_NAMES.findIndex((day) => day.startsWith(name));
}

function rangesOf(text: string): OpeningRange[] {
  if (/^(off|closed)$/i.test(text)) return [];
  const ranges = text.split(',').map((part) => rangeOf(part.trim()));
  ranges.sort((a, b) => a.opens - b.opens);
  ranges.forEach((range, index) => {
    const next = ranges[index + 1];
    if (next !== undefined && next.opens < range.closes) {
      throw new Malformed(`the times “${text}” overlap`);
    }
  });
  return ranges;
}

function rangeOf(text: string): OpeningRange {
  const match = RANGE.exec(text);
  if (!match) throw new Malformed(`“${text}” is no range of times; write it like 08:00-20:00`);
  const [, fromHour, fromMinute, fromHalf, toHour, toMinute, toHalf] = match;
  const opens = minutesOf(fromHour, fromMinute, fromHalf);
  const closes = minutesOf(toHour, toMinute, toHalf);
  // 26:00 is two at night, on the clock of the day before.
  if (Number.isNaN(opens + closes) || opens > MINUTES_A_DAY || closes > opens + MINUTES_A_DAY) {
    throw new Malformed(`“${text}” names a time that no clock shows`);
  }
  if (opens === closes || opens === MINUTES_A_DAY) {
    throw new Malformed(`“${text}” has no length; write 00:00-24:00 for a whole day`);
  }
  const isBare = [fromMinute, fromHalf, toMinute, toHalf].every((part) => part === undefined);
  const isOneSided = (fromHalf === undefined) !== (toHalf === undefined);
  // 9-5 is nine to five to most people, and never the night through.
  if (isOneSided || (isBare && closes < opens && opens <= NOON_MINUTES)) {
    throw new Malformed(`“${text}” can be read in two ways; write it like 08:00-20:00`);
  }
  return { opens, closes: closes < opens ? closes + MINUTES_A_DAY : closes };
}

/**
 * Minutes after midnight; NaN for what no clock shows.
 *
 * @param half the first letter of `am` or `pm`, of a clock of twelve hours
 */
function minutesOf(hourText = '', minuteText = '0', half: string | undefined): number {
  const [hour, minute] = [Number(hourText), Number(minuteText)];
  if (minute > 59) return NaN;
  if (half === undefined) return hour * 60 + minute;
  if (hour < 1 || hour > 12) return NaN;
  return (hour % 12) * 60 + minute + (half.toLowerCase() === 'p' ? NOON_MINUTES : 0);
}

function dayOf(date: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  // 31 February is moved into March by some engines and is none in others.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date) {
    throw new Malformed(`“${date}” is no date; write it like 2026-12-25`);
  }
  return time / 86_400_000;
}

function clock(minutes: number): string {
  const ofDay = minutes > MINUTES_A_DAY ? minutes - MINUTES_A_DAY : minutes;
  const [hour, minute] = [Math.floor(ofDay / 60), ofDay % 60];
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function dayLabel(day: number): string {
  const name = DAY_NAMES[day]?.slice(0, 2) ?? '';
  return name.charAt(0).toUpperCase() + name.slice(1);
}
