import { randomBytes, randomInt } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const LETTERS_AND_DIGITS = `${LETTERS}0123456789`;
/** Capital letters and digits without those that are misread or misheard: 0 O, 1 I L, 5 S, 8 B, U. */
const SPOKEN = '234679ACDEFGHJKMNPQRTVWXYZ';

function pick(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
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
