import type { Transaction } from '../../../kernel/server/contract';
import { addressesOf, customerKeys, type Buyer } from '../domain/buyer';
import type { Coupon, CouponFault } from '../domain/coupon';
import { forgetAddresses as forgetStatement } from '../sql/forget-addresses';
import { redeemCoupons as redeemStatement, type RedeemedRow } from '../sql/redeem-coupons';
import { returnCoupons as returnStatement } from '../sql/return-coupons';
import { takeCouponsAgain as takeAgainStatement } from '../sql/take-coupons-again';

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
  const rows = await tx.query(redeemStatement, [
    coupons.map(({ id }) => id),
    orderId,
    customerKeys(buyer),
    buyer.customerId,
    addressesOf(buyer),
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
 * Counts the uses of a cancelled order again, which lives after all: all of them or none. A limit of
 * uses in all stands against it; one for each customer does not, for they were promised this one.
 *
 * @param orderId document id of the order
 */
export async function takeCouponsAgain(
  tx: Transaction,
  orderId: string,
): Promise<{ kind: 'taken' } | { kind: 'exhausted' }> {
  const [uses] = await tx.query(takeAgainStatement, [orderId]);
  if (uses === undefined || uses.taken === uses.wanted) return { kind: 'taken' };
  await returnCoupons(tx, orderId);
  return { kind: 'exhausted' };
}

/**
 * Gives the uses of a cancelled order back, once however often it is asked.
 *
 * @param orderId document id of the order
 */
export async function returnCoupons(tx: Transaction, orderId: string): Promise<void> {
  await tx.query(returnStatement, [orderId]);
}

/**
 * Forgets the e-mail addresses under which coupons were used for some orders. The uses themselves stay
 * counted, and so do those under the number of an account.
 *
 * @param orderIds document ids
 */
export async function forgetAddresses(tx: Transaction, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length > 0) await tx.query(forgetStatement, [[...orderIds]]);
}
