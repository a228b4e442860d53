/** Whose cart it is: a customer's, a guest's by token, or nobody's yet. */
export interface Shopper {
  customerId: number | null;
  /** Public id of the guest's cart that the token opens. */
  cartId: string | null;
  /** Who calls, for idempotency keys. */
  key: string;
  /** Nothing tells this caller from others but what it asks for. */
  anonymous: boolean;
}
