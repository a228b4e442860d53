/** One fault in a body or a query: where it is and what is wrong with it. */
export interface FieldFault {
  path: string[];
  message: string;
}

/**
 * Every stable `details.code` of the HTTP contract with its status. A code that is not here cannot
 * be answered, so this table is the list that `docs/errors.md` promises.
 */
export const ERROR_STATUS = {
  VALIDATION_FAILED: 400,
  IDEMPOTENCY_KEY_REQUIRED: 400,
  IDEMPOTENCY_KEY_INVALID: 400,
  AMOUNT_TOO_LARGE: 400,
  AMOUNT_MISMATCH: 400,
  INVALID_SIGNATURE: 400,
  MAIL_TOKEN_INVALID: 400,
  UNAUTHENTICATED: 401,
  INVALID_CREDENTIALS: 401,
  INVALID_TOKEN: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  SKU_NOT_FOUND: 404,
  STORE_NOT_FOUND: 404,
  PRODUCT_NOT_FOUND: 404,
  ORDER_NOT_FOUND: 404,
  PAYMENT_NOT_FOUND: 404,
  COUPON_NOT_FOUND: 404,
  REVIEW_NOT_FOUND: 404,
  CART_ITEM_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  ALREADY_EXISTS: 409,
  ALREADY_REVIEWED: 409,
  EDIT_CONFLICT: 409,
  EMAIL_TAKEN: 409,
  USERNAME_TAKEN: 409,
  IDEMPOTENCY_IN_PROGRESS: 409,
  INSUFFICIENT_STOCK: 409,
  BELOW_RESERVED: 409,
  CART_EMPTY: 409,
  CART_CLOSED: 409,
  PRICE_CHANGED: 409,
  CURRENCY_FIXED: 409,
  ILLEGAL_TRANSITION: 409,
  ORDER_DISPUTED: 409,
  ORDER_NOT_PAID: 409,
  ORDERS_UNDER_WAY: 409,
  COUPON_EXHAUSTED: 409,
  NOT_CANCELLABLE: 409,
  NOT_EDITABLE: 409,
  ORDER_NOT_PAYABLE: 409,
  PAYMENT_IN_PROGRESS: 409,
  NOTHING_TO_REFUND: 409,
  IN_USE: 409,
  WEBHOOK_INACTIVE: 409,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  IDEMPOTENCY_KEY_REUSED: 422,
  VARIANT_REQUIRED: 422,
  NOT_FOR_SALE: 422,
  CURRENCY_NOT_AVAILABLE: 422,
  COUPON_NOT_STARTED: 422,
  COUPON_EXPIRED: 422,
  COUPON_FIRST_ORDER_ONLY: 422,
  COUPON_MINIMUM_NOT_MET: 422,
  COUPON_NOT_APPLICABLE: 422,
  COUPON_LIMIT_REACHED: 422,
  SHIPPING_UNAVAILABLE: 422,
  PICKUP_UNAVAILABLE: 422,
  PAYMENT_METHOD_UNAVAILABLE: 422,
  PAYMENT_REFUSED: 422,
  WHOLE_SHILLINGS_ONLY: 422,
  REFUND_EXCEEDS_CAPTURED: 422,
  LIMIT_REACHED: 422,
  HOLD_LIMIT: 422,
  ACCOUNT_LOCKED: 423,
  RATE_LIMITED: 429,
  ADDRESS_HOLD_LIMIT: 429,
  INTERNAL_ERROR: 500,
  UNAVAILABLE: 503,
  PROVIDER_UNAVAILABLE: 503,
  WEBHOOKS_NOT_SET_UP: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/**
 * A refusal that the caller is told about: it becomes
 * `{ data: null, error: { status, name, message, details: { code, … } } }`.
 */
export class Refusal extends Error {
  readonly status: number;

  /**
   * @param code stable code of the contract; decides the status
   * @param message one sentence for a developer or a shopper
   * @param facts what stands beside `code` in `details`, such as `{ sku, requested, available }`
   * @param retryAfter seconds for the `Retry-After` header
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly facts: Record<string, unknown> = {},
    readonly retryAfter?: number,
  ) {
    super(message);
    this.name = 'Refusal';
    this.status = ERROR_STATUS[code];
  }
}

/**
 * The refusal for a body or a query that is not as it must be.
 *
 * @param faults each wrong field with its path
 */
export function invalid(faults: FieldFault[]): Refusal {
  const message = faults.map((fault) => `${fault.path.join('.') || 'body'}: ${fault.message}`);
  return new Refusal('VALIDATION_FAILED', message.join('; '), { errors: faults });
}
