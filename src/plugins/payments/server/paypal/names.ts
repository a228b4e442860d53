/** What an order, a capture or a refund at PayPal is to us; its `custom_id`, 127 characters at most. */
export interface OurName {
  /** Document id of the payment. */
  paymentId: string;
  /** Idempotency key of the operation. */
  key: string;
}

/** What PayPal keeps as `custom_id`, by which its objects are known again. */
export function customIdOf({ paymentId, key }: OurName): string {
  return `${paymentId}:${key}`;
}

/** Undefined for what is not of this shop. */
export function nameIn(customId: string): OurName | undefined {
  const [, paymentId, key] = /^([a-z0-9]+):([a-z0-9]+)$/.exec(customId) ?? [];
  return paymentId === undefined || key === undefined ? undefined : { paymentId, key };
}
