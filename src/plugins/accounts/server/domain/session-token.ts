import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const claims = z.object({
  type: z.enum(['access', 'refresh']),
  /** Strapi writes the customer's numeric id as a text. */
  userId: z.coerce.number().int(),
  sessionId: z.string(),
  /** When it was given, and when it ends: seconds since 1970. */
  iat: z.number(),
  exp: z.number(),
});

const HEADER = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');

export type SessionClaims = z.output<typeof claims>;

/**
 * Reads an access or refresh token of a session. By ourselves, because Strapi's library takes half a
 * millisecond to find out that a secret is no public key, and its own check does not tell a spent refresh
 * token from a forged one.
 *
 * @param token a JSON web token
 * @param secret that of who signs in: customers have one, the admin panel another
 * @returns what it says where this shop has signed it, expired or not; else undefined
 */
export function readSessionToken(token: string, secret: string): SessionClaims | undefined {
  const [header, payload, signature, ...rest] = token.split('.');
  if (header === undefined || payload === undefined || signature === undefined) return undefined;
  if (rest.length > 0) return undefined;
  const expected = signatureOf(`${header}.${payload}`, secret);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString())).data;
}

/** Makes such a token: a JSON web token that is signed with HS256. */
export function signSessionToken({ userId, ...rest }: SessionClaims, secret: string): string {
  const said = JSON.stringify({ userId: String(userId), ...rest });
  const signed = `${HEADER}.${Buffer.from(said).toString('base64url')}`;
  return `${signed}.${signatureOf(signed, secret).toString('base64url')}`;
}

function signatureOf(signed: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(signed).digest();
}
