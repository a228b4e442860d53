/** Who sends a request. */
export type Caller =
  /** Signed in. A cart of before the sign-in may come along, and the token of an order. */
  | {
      kind: 'customer';
      userId: number;
      documentId: string;
      email: string;
      /** The session behind the token. */
      sessionId: string;
      cartId: string | undefined;
      orderId: string | undefined;
    }
  /** Holds the token of a cart, of an order, of both or of none. */
  | { kind: 'guest'; cartId: string | undefined; orderId: string | undefined }
  /** A till, a script or another system with one of Strapi's API tokens. */
  | { kind: 'machine'; tokenId: number; may(action: string): boolean }
  /** Somebody who is signed in to the admin panel. */
  | { kind: 'staff'; userId: number; name: string; may(action: string): boolean };

export type Customer = Extract<Caller, { kind: 'customer' }>;
/** Who works for the shop, a person or a machine. */
export type Operator = Extract<Caller, { kind: 'staff' | 'machine' }>;

/** The {@link callerKey} of a customer. */
export const customerKey = (userId: number): string => `customer:${userId}`;

/**
 * A text that is the same for the same caller: an idempotency key belongs to its caller. A guest
 * without any token has none of his own.
 */
export function callerKey(caller: Caller): string {
  switch (caller.kind) {
    case 'customer':
      return customerKey(caller.userId);
    case 'machine':
      return `machine:${caller.tokenId}`;
    case 'staff':
      return `staff:${caller.userId}`;
    case 'guest':
      return `guest:${caller.cartId ?? ''}:${caller.orderId ?? ''}`;
  }
}
