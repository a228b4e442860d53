/** A number as the reader writes it. */
export function count(number: number): string {
  return number.toLocaleString();
}

/** A day, such as 2026-01-31, as the reader writes it. */
export function day(date: string): string {
  return new Date(date).toLocaleDateString(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
}

/** A time as the reader writes it. */
export function moment(at: string): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
