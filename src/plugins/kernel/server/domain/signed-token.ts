import { createHmac, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/**
 * What a token opens. It is part of what is signed, so a cart's token never opens an order.
 */
export type TokenPurpose =
  'cart' | 'order' | 'share' | 'verify-email' | 'reset-password' | 'unsubscribe';

/**
 * Signatures that are kept: each call of a cart opens its token and shows it again, and to work out a
 * signature takes longer than anything else about it.
 */
const MOST_KEPT = 10_000;
/** Characters of an id whose signature is kept. Ours are shorter; a forger's may be as long as a header. */
const LONGEST_KEPT = 100;
const kept = new LRUCache<string, Buffer>({ max: MOST_KEPT });

function signature(key: string, purpose: TokenPurpose, id: string): Buffer {
  const name = `${key}:${purpose}:${id}`;
  const known = kept.get(name) ?? createHmac('sha256', key).update(`${purpose}:${id}`).digest();
  if (id.length <= LONGEST_KEPT) kept.set(name, known);
  return known;
}

/**
 * Makes the bearer's token of one object: its id and a signature. Nothing secret has to be stored,
 * and a forged token is known without a look into the database.
 *
 * @param keys the shop's token keys, the newest first
 */
export function signToken(keys: readonly string[], purpose: TokenPurpose, id: string): string {
  const [newest] = keys;
  if (newest === undefined) throw new Error('There is no key to sign tokens with');
  return `${id}.${signature(newest, purpose, id).toString('base64url')}`;
}

/**
 * Reads a token back.
 *
 * @param keys every key that is still good, so that keys can be changed without closing carts
 * @returns the id that the token opens, or undefined for anything forged or malformed
 */
export function openToken(
  keys: readonly string[],
  purpose: TokenPurpose,
  token: string,
): string | undefined {
  const dot = token.lastIndexOf('.');
  if (dot <= 0) return undefined;
  const id = token.slice(0, dot);
  const given = Buffer.from(token.slice(dot + 1), 'base64url');
  const genuine = keys.some((key) => {
    const expected = signature(key, purpose, id);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return genuine ? id : undefined;
}
