import { z } from 'zod';

const MAX_LENGTH = 4_096;

/** Null is none, as clients write it. What can be no token is one that is not good, as a forged one is. */
const token = z.unknown().transform((shown) => {
  if (shown === undefined || shown === null) return undefined;
  return typeof shown === 'string' && shown.length <= MAX_LENGTH ? shown : '';
});

/**
 * What a client shows of itself, when it connects and later by `authenticate`. Several at once are fine,
 * such as a customer's token and that of an order placed without it. Socket.IO's client adds what it
 * needs to recover its connection.
 */
export const handshake = z.object({
  /** A customer's access token. */
  token: token.optional(),
  /** The token of a guest's cart. */
  cartToken: token.optional(),
  /** The token of a guest's order. */
  orderToken: token.optional(),
  /** The access token of the admin panel's session. */
  adminToken: token.optional(),
});

export type Handshake = z.output<typeof handshake>;

/**
 * When a JSON web token expires, as it says itself. Whoever uses it has checked the signature.
 *
 * @returns milliseconds since 1970; undefined where it does not say
 */
export function expiryOf(jwt: string): number | undefined {
  const [, payload = ''] = jwt.split('.');
  try {
    const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { exp?: unknown };
    return typeof exp === 'number' ? exp * 1_000 : undefined;
  } catch {
    return undefined;
  }
}
