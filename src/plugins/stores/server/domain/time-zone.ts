/** Making a format costs far more than using it; there are some 600 zones. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Whether this is a zone of the IANA data base by name, such as `Africa/Nairobi`; offsets are not. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * What the clock on a wall of that zone shows, as milliseconds since 1970-01-01 00:00 on that clock.
 *
 * @param instant milliseconds since the epoch
 */
export function wallClock(zone: string, instant: number): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instant)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * The instants at which that clock shows a time: one, two where the clock is put back, none where
 * it is put forward.
 */
export function instantsOf(zone: string, wall: number): number[] {
  const offsets = new Set(
    [wall - DAY_MS, wall + DAY_MS].map((instant) => wallClock(zone, instant) - instant),
  );
  const instants = [...offsets].map((offset) => wall - offset);
  return instants.filter((instant) => wallClock(zone, instant) === wall);
}

/**
 * The first instant after `from`, not after `to`, at which the clock is put forward or back;
 * undefined where it is not. There is at most one between two days that follow each other.
 */
export function clockChange(zone: string, from: number, to: number): number | undefined {
  const offsetAt = (instant: number) => wallClock(zone, instant) - instant;
  let [before, after] = [from, to];
  const old = offsetAt(before);
  if (offsetAt(after) === old) return undefined;
  while (after - before > 1_000) {
    const middle = Math.floor((before + after) / 2_000) * 1_000;
    if (offsetAt(middle) === old) before = middle;
    else after = middle;
  }
  return after;
}
