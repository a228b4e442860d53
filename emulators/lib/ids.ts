import { randomBytes, randomInt } from 'node:crypto';

const CAPITALS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const LETTERS_AND_DIGITS = `${CAPITALS_AND_DIGITS}abcdefghijklmnopqrstuvwxyz`;

/** Such as `NLJ7RT61SV`. */
export function capitals(length: number): string {
  return pick(CAPITALS_AND_DIGITS, length);
}

/** Such as `3MtwBwLkdIwHu7ix28a3tqPa`. */
export function letters(length: number): string {
  return pick(LETTERS_AND_DIGITS, length);
}

export function hex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

export function digits(length: number): string {
  return pick('0123456789', length);
}

function pick(from: string, length: number): string {
  return Array.from({ length }, () => from[randomInt(from.length)]).join('');
}
