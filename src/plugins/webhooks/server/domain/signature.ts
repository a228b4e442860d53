import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Signatures of the Standard Webhooks specification (https://www.standardwebhooks.com, version 1.0):
 * `v1,` and the base64 of an HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>`.
 */

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;
const VERSION = 'v1';

/** How far the time of a message may be from ours, before and after: the specification's five minutes. */
export const TOLERANCE_SECONDS = 300;

/** What is signed. */
export interface SignedContent {
  /** The same for every try. */
  id: string;
  /** Seconds since 1970. */
  timestamp: number;
  /** Byte for byte as it is sent. */
  body: string | Buffer;
}

/** Makes a secret as the specification writes it: `whsec_` and base64. */
export function newSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

/**
 * The value of `webhook-signature`: one signature for each secret, so that a receiver who knows either
 * takes the message while one secret is being changed for another.
 */
export function signatureOf(secrets: readonly string[], content: SignedContent): string {
  return secrets
    .map((secret) => `${VERSION},${digest(keyOf(secret), content).toString('base64')}`)
    .join(' ');
}

/** The headers of a message as they came; a header that came twice is no header. */
export interface MessageHeaders {
  id: string | undefined;
  timestamp: string | undefined;
  signature: string | undefined;
}

export type Verified =
  | { kind: 'genuine'; id: string }
  /** `why` is for the log alone: a forger learns nothing from the answer. */
  | { kind: 'refused'; why: string };

/**
 * Tells whether a message is from somebody who knows a secret, and of now.
 *
 * @param secrets every secret that is good
 * @param now seconds since 1970
 */
export function verify(
  secrets: readonly string[],
  { id, timestamp, signature }: MessageHeaders,
  body: Buffer,
  now: number,
): Verified {
  if (!id || !timestamp || !signature) return { kind: 'refused', why: 'a header is missing' };
  if (id.length > 255) return { kind: 'refused', why: 'its id is too long' };
  if (!/^\d{1,12}$/.test(timestamp)) return { kind: 'refused', why: 'its time is no number' };
  const sentAt = Number(timestamp);
  if (Math.abs(now - sentAt) > TOLERANCE_SECONDS) {
    return { kind: 'refused', why: 'its time is more than five minutes away' };
  }
  const given = signature
    .split(' ')
    .map((one) => one.split(','))
    .flatMap(([version, value]) =>
      version === VERSION && value !== undefined ? [Buffer.from(value, 'base64')] : [],
    );
  const expected = secrets
    .flatMap(keysOf)
    .map((key) => digest(key, { id, timestamp: sentAt, body }, timestamp));
  const genuine = given.some((one) =>
    expected.some((other) => one.length === other.length && timingSafeEqual(one, other)),
  );
  return genuine ? { kind: 'genuine', id } : { kind: 'refused', why: 'no signature fits' };
}

/** @param written the timestamp as it stands in the header, where that is not how we write it */
function digest(
  key: Buffer,
  { id, timestamp, body }: SignedContent,
  written = String(timestamp),
): Buffer {
  return createHmac('sha256', key).update(`${id}.${written}.`).update(body).digest();
}

function keyOf(secret: string): Buffer {
  return Buffer.from(secret.replace(PREFIX, ''), 'base64');
}

/**
 * The keys that a secret of somebody else's may stand for. One with the prefix is base64; of one
 * without it, libraries differ, so it is taken as its own bytes and as base64.
 */
function keysOf(secret: string): Buffer[] {
  if (secret.startsWith(PREFIX)) return [keyOf(secret)];
  const decoded = keyOf(secret);
  return decoded.length < 16 ? [Buffer.from(secret)] : [Buffer.from(secret), decoded];
}
