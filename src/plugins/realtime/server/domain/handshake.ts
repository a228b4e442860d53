import { z } from 'zod';

const token = z.string().min(1).max(4_096);

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
