import { statement } from '../../../kernel/server/contract';

/** Gives the uses of an order back, once however often it is asked. */
export const returnCoupons = statement<[orderId: string], never>(
  'pricing.return_coupons',
  `WITH back AS MATERIALIZED (
     UPDATE coupon_redemptions
        SET returned_at = now()
      WHERE order_id = $1 AND returned_at IS NULL
     RETURNING coupon_id, customer_keys
   ), locked AS MATERIALIZED (
     SELECT id FROM coupons WHERE id IN (SELECT coupon_id FROM back) ORDER BY id FOR NO KEY UPDATE
   ), given AS (
     UPDATE coupons coupon
        SET used_count = greatest(coupon.used_count - 1, 0)
       FROM locked
      WHERE coupon.id = locked.id
   )
   UPDATE coupon_customers uses
      SET used = greatest(uses.used - 1, 0)
     FROM back JOIN locked ON locked.id = back.coupon_id
    WHERE uses.coupon_id = back.coupon_id AND uses.customer_key = ANY (back.customer_keys)`,
);
