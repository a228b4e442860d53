/** A number as the reader writes it. */
export function count(number: number): string {
  return number.toLocaleString();
}

/** A number of orders, in words. */
export function orderCount(orders: number): string {
  return orders === 1 ? '1 order' : `${count(orders)} orders`;
}

/** A day, such as 2026-01-31, as the reader writes it. */
export function day(start: string): string {
  return new Date(start).toLocaleDateString(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
}

/** A time as the reader writes it. */
export function moment(at: string): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
