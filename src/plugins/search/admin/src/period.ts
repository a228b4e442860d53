/** Days of UTC, as the shop counts searches by; both are included. */
export interface Period {
  /** Such as 2026-01-31. */
  from: string;
  to: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The day that it is in UTC. */
export const today = (): string => dayOf(Date.now());

/** The last days, today included. */
export function lastDays(count: number): Period {
  const now = Date.now();
  return { from: dayOf(now - (count - 1) * DAY_MS), to: dayOf(now) };
}

/** The same with another beginning or end. An end before the beginning takes that along. */
export function changed(period: Period, change: Partial<Period>): Period {
  const { from, to } = { ...period, ...change };
  if (from <= to) return { from, to };
  return change.to === undefined ? { from, to: from } : { from: to, to };
}

/** Every day of a period, the first first. */
export function daysOf({ from, to }: Period): string[] {
  const days: string[] = [];
  for (let time = Date.parse(from); time <= Date.parse(to); time += DAY_MS) days.push(dayOf(time));
  return days;
}
