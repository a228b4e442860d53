import { Refusal, type Transaction } from '../../../kernel/server/contract';
import { customerKeys, type Buyer } from '../domain/buyer';
import type { Coupon, CouponFault } from '../domain/coupon';
import type { CouponJson } from '../sql/coupon-json';
import { redeemCoupons as redeemStatement, type RedeemedRow } from '../sql/redeem-coupons';
import { returnCoupons as returnStatement } from '../sql/return-coupons';

/** The coupons that a statement read as JSON. */
export function couponsOf(rows: readonly CouponJson[]): Coupon[] {
  return rows.map((row) => ({
    ...row,
    startsAt: row.startsAt === null ? null : new Date(row.startsAt),
    endsAt: row.endsAt === null ? null : new Date(row.endsAt),
  }));
}

export type Redeemed =
  | { kind: 'redeemed' }
  /** Nothing was left of this one; the transaction must be rolled back. */
  | { kind: 'refused'; coupon: Coupon; fault: CouponFault };

/**
 * Uses coupons for an order: one statement, which locks them until the transaction ends. It belongs
 * at the end of the transaction, after the order was written.
 *
 * @param orderId document id of the order
 */
export async function redeemCoupons(
  tx: Transaction,
  coupons: readonly Coupon[],
  orderId: string,
  buyer: Buyer,
): Promise<Redeemed> {
  if (coupons.length === 0) return { kind: 'redeemed' };
  const emails = buyer.emails.flatMap((email) => email?.trim().toLowerCase() ?? []);
  const rows = await tx.query(redeemStatement, [
    coupons.map(({ id }) => id),
    orderId,
    customerKeys(buyer),
    buyer.customerId,
    emails,
  ]);
  for (const coupon of coupons) {
    const fault = faultIn(rows.find((row) => row.coupon_id === coupon.id));
    if (fault !== undefined) return { kind: 'refused', coupon, fault };
  }
  return { kind: 'redeemed' };
}

function faultIn(row: RedeemedRow | undefined): CouponFault | undefined {
  // Switched off, taken away or run out between the cart's look and this one.
  if (!row?.valid) return 'COUPON_EXPIRED';
  if (row.ordered_before) return 'COUPON_FIRST_ORDER_ONLY';
  return row.left ? undefined : 'COUPON_EXHAUSTED';
}

/**
 * Gives the uses of a cancelled order back, once however often it is asked.
 *
 * @param orderId document id of the order
 */
export async function returnCoupons(tx: Transaction, orderId: string): Promise<void> {
  await tx.query(returnStatement, [orderId]);
}

const MESSAGES: Readonly<Record<CouponFault, string>> = {
  COUPON_NOT_FOUND: 'There is no such coupon.',
  COUPON_NOT_STARTED: 'This coupon is not valid yet.',
  COUPON_EXPIRED: 'This coupon is no longer valid.',
  COUPON_EXHAUSTED: 'This coupon has been used as often as it may be.',
  COUPON_FIRST_ORDER_ONLY: 'This coupon is for a first order.',
  COUPON_MINIMUM_NOT_MET: 'The order is too small for this coupon.',
  COUPON_NOT_APPLICABLE: 'This coupon is not for what is in the cart.',
};

/**
 * The refusal for a coupon that takes nothing off.
 *
 * @param facts what stands beside the code of the coupon
 */
export function couponRefused(
  code: string,
  fault: CouponFault,
  facts: Record<string, unknown> = {},
): Refusal {
  return new Refusal(fault, MESSAGES[fault], { coupon: code, ...facts });
}
