/** A part of one, in percent. */
export function percent(share: number): string {
  return share.toLocaleString(undefined, { style: 'percent', maximumFractionDigits: 1 });
}

/** A number as the reader writes it. */
export function count(number: number): string {
  return number.toLocaleString();
}
