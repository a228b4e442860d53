import { createHash } from 'node:crypto';

export type ReadKey = { kind: 'none' } | { kind: 'invalid' } | { kind: 'key'; key: string };

/**
 * Reads an `Idempotency-Key` header, bare or as a quoted string (the IETF draft's form): 16 to 255
 * printable ASCII characters.
 *
 * @param header the header's value, undefined where the caller sent none
 */
export function readIdempotencyKey(header: string | undefined): ReadKey {
  if (header === undefined) return { kind: 'none' };
  const bare = /^"(.*)"$/.exec(header)?.[1] ?? header;
  return /^[\x21-\x7e]{16,255}$/.test(bare) ? { kind: 'key', key: bare } : { kind: 'invalid' };
}

/** SHA-256 over parts that cannot run into each other. */
export function digest(...parts: string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

/**
 * A text that is equal for equal JSON values, whatever the order of their keys.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
