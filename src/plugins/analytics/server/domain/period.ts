/** One end of a period as it is asked for: a day in the reader's time zone, or a moment. */
export type End = { day: string } | { moment: Date } | undefined;

/** What a reader wants to see the figures of. */
export interface Wanted {
  from?: End;
  /** A day is included, a moment is not. */
  to?: End;
  /** As IANA names it. */
  timeZone: string;
  /** The shop's own where it is not given. */
  currency?: string | undefined;
}

/** A period, and the days around the reader's today. */
export interface Period {
  from: Date;
  /** The first moment that is not in it. */
  before: Date;
  yesterday: Date;
  today: Date;
  tomorrow: Date;
}

/** Days of a period at most: a series of days is as long. */
const MOST_DAYS = 732;

const DAY_MS = 24 * 60 * 60 * 1000;

/** What is wrong with a period; undefined where nothing is. */
export function faultIn({ from, before }: Pick<Period, 'from' | 'before'>): string | undefined {
  if (from >= before) return 'must be later than from';
  const days = (before.getTime() - from.getTime()) / DAY_MS;
  return days > MOST_DAYS ? `must be at most ${MOST_DAYS} days after from` : undefined;
}
