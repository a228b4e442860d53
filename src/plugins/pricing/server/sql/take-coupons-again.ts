import { statement } from '../../../kernel/server/contract';

/**
 * Counts the uses anew that were given back of an order. Where a limit stands against one of them,
 * `taken` is less than `wanted` and the transaction must give back what was taken. Coupons are locked
 * in the order of their ids.
 */
export const takeCouponsAgain = statement<[orderId: string], { wanted: number; taken: number }>(
  'pricing.take_coupons_again',
  `WITH given AS MATERIALIZED (
     SELECT coupon_id, customer_keys FROM coupon_redemptions
      WHERE order_id = $1 AND returned_at IS NOT NULL
   ), locked AS MATERIALIZED (
     SELECT id FROM coupons WHERE id IN (SELECT coupon_id FROM given) ORDER BY id FOR NO KEY UPDATE
   ), again AS (
     UPDATE coupons coupon
        SET used_count = coupon.used_count + 1
       FROM locked
      WHERE coupon.id = locked.id
        AND coalesce(coupon.used_count < coupon.usage_limit, true)
     RETURNING coupon.id
   ), counted AS (
     UPDATE coupon_customers uses
        SET used = uses.used + 1
       FROM given JOIN again ON again.id = given.coupon_id
      WHERE uses.coupon_id = given.coupon_id AND uses.customer_key = ANY (given.customer_keys)
   ), written AS (
     UPDATE coupon_redemptions redemption
        SET returned_at = NULL
       FROM again
      WHERE redemption.order_id = $1 AND redemption.coupon_id = again.id
   )
   SELECT (SELECT count(*) FROM given)::int AS wanted, (SELECT count(*) FROM again)::int AS taken`,
);
