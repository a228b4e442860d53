/** Hours of the day in which nobody is disturbed, in the shop's time zone. */
export interface QuietHours {
  /** `22:00`; the first minute that is quiet. */
  from: string;
  /** `07:00`; the first minute that is not. The same as `from` for none. */
  until: string;
  timeZone: string;
}

const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 24 * 60;

/**
 * When a message may go that is due at `moment`: then, or where that is in quiet hours, at their end.
 * Days on which the clock is changed are right to the minute.
 */
export function afterQuietHours(moment: Date, { from, until, timeZone }: QuietHours): Date {
  const [start, end] = [minutesOf(from), minutesOf(until)];
  if (start === end) return moment;
  const now = minuteOfDay(moment, timeZone);
  const isQuiet = start < end ? now >= start && now < end : now >= start || now < end;
  if (!isQuiet) return moment;
  const guess = new Date(
    Math.floor(moment.getTime() / MINUTE_MS) * MINUTE_MS +
      ((end - now + MINUTES_A_DAY) % MINUTES_A_DAY) * MINUTE_MS,
  );
  // Between now and then the clock may have been changed; put right what that moved.
  const off =
    ((minuteOfDay(guess, timeZone) - end + MINUTES_A_DAY + MINUTES_A_DAY / 2) % MINUTES_A_DAY) -
    MINUTES_A_DAY / 2;
  const right = new Date(guess.getTime() - off * MINUTE_MS);
  return right > moment ? right : guess;
}

/** Whether a text names a time zone that this machine knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function minuteOfDay(moment: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(moment);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  return part('hour') * 60 + part('minute');
}
