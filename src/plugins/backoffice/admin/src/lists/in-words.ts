/** A key, or a list of words, as people write it: `orderPlaced` is order placed. A dash for nothing. */
export function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '-' : value.join(', ');
  if (typeof value !== 'string' || value === '') return '-';
  return value
    .replaceAll('_', ' ')
    .replace(/[a-z][A-Z]/g, ([low = '', high = '']) => `${low} ${high.toLowerCase()}`);
}
