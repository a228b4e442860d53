import { statement } from '../../../kernel/server/contract';

/** Coupons whose count of uses is not that of the ledger. */
export const findUseDrift = statement<[], { code: string; used: number; ledger: number }>(
  'pricing.find_use_drift',
  `SELECT coupon.code, coupon.used_count AS used, count(redemption.order_id) AS ledger
     FROM coupons coupon
     LEFT JOIN coupon_redemptions redemption
            ON redemption.coupon_id = coupon.id AND redemption.returned_at IS NULL
    GROUP BY coupon.id
   HAVING coupon.used_count <> count(redemption.order_id)
    ORDER BY coupon.code`,
);
