/** Who uses a coupon. A guest is known by the e-mail address, which a customer may have as well. */
export interface Buyer {
  customerId: number | null;
  /** Those of the account, the cart and the order; null where there is none. */
  emails: readonly (string | null)[];
}

/**
 * The keys under which uses of coupons are counted: one person has several, and has used a coupon as
 * often as the one of them that has most.
 */
export function customerKeys(buyer: Buyer): string[] {
  return [
    ...(buyer.customerId === null ? [] : [`customer:${buyer.customerId}`]),
    ...addressesOf(buyer).map((email) => `email:${email}`),
  ];
}

/** A buyer's addresses as they are compared, each once. */
export function addressesOf({ emails }: Buyer): string[] {
  return [...new Set(emails.flatMap((email) => email?.trim().toLowerCase() || []))];
}
