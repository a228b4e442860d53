import { randomBytes } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const LETTERS_AND_DIGITS = `${LETTERS}0123456789`;
/** Capital letters and digits without those that are misread or misheard: 0 O, 1 I L, 5 S, 8 B, U. */
const SPOKEN = '234679ACDEFGHJKMNPQRTVWXYZ';

/** Chance is drawn in bulk: an order takes dozens of ids, and each draw by itself costs more than an id. */
const DRAWN_AT_ONCE = 4_096;
let drawn = Buffer.alloc(0);
let used = 0;

function randomByte(): number {
  if (used === drawn.length) {
    drawn = randomBytes(DRAWN_AT_ONCE);
    used = 0;
  }
  const byte = drawn[used] ?? 0;
  // Nobody finds in the memory what was given out.
  drawn[used] = 0;
  used += 1;
  return byte;
}

function pick(alphabet: string, length: number): string {
  // Of 256 bytes the last few would make the first letters likelier.
  const end = 256 - (256 % alphabet.length);
  let picked = '';
  while (picked.length < length) {
    const byte = randomByte();
    if (byte < end) picked += alphabet.charAt(byte % alphabet.length);
  }
  return picked;
}

/**
 * A new document id in Strapi's form: 24 lower-case letters and digits. It begins with a letter,
 * for Strapi's `parseInt` would take `5abc` for the number 5.
 */
export function newDocumentId(): string {
  return pick(LETTERS, 1) + pick(LETTERS_AND_DIGITS, 23);
}

/** A new order number: 10 characters that can be read out on the phone and cannot be guessed. */
export function newOrderNumber(): string {
  return pick(SPOKEN, 10);
}

/** A new unguessable id for a bearer's token: 22 characters, 128 bits. */
export function newSecretId(): string {
  return randomBytes(16).toString('base64url');
}
