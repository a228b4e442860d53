import { statement } from '../../../kernel/server/contract';

export interface RedeemedRow {
  coupon_id: number;
  /** Whether it may be used at all at this moment. */
  valid: boolean;
  /** Whether there was a use left, in all and for this customer. */
  left: boolean;
  /** Whether an order before this one stands against a coupon for first orders. */
  ordered_before: boolean;
}

/**
 * Counts a use of each coupon for an order, unless a limit stands against it. Coupons are locked in
 * the order of their ids until the transaction ends, so this belongs at its end. What another
 * transaction used meanwhile is seen by the conditions of both updates, which look at the newest row;
 * no count of the ledger could see it. Where a row says no, the transaction must be rolled back.
 */
export const redeemCoupons = statement<
  [
    couponIds: number[],
    orderId: string,
    customerKeys: string[],
    customerId: number | null,
    emails: string[],
  ],
  RedeemedRow
>(
  'pricing.redeem_coupons',
  `WITH locked AS MATERIALIZED (
     SELECT id FROM coupons WHERE id = ANY ($1::int[]) ORDER BY id FOR NO KEY UPDATE
   ), valid AS (
     SELECT coupon.id, coupon.first_order_only AND EXISTS (
              SELECT FROM orders earlier
               WHERE earlier.state <> 'cancelled' AND earlier.document_id <> $2::text
                 AND (earlier.customer_id = $4::int OR lower(earlier.email) = ANY ($5::text[]))
            ) AS ordered_before
       FROM coupons coupon
      WHERE coupon.id = ANY ($1::int[]) AND coupon.active
        AND coalesce(coupon.starts_at <= now() AT TIME ZONE 'UTC', true)
        AND coalesce(coupon.ends_at > now() AT TIME ZONE 'UTC', true)
   ), taken AS (
     UPDATE coupons coupon
        SET used_count = coupon.used_count + 1
       FROM locked
      WHERE coupon.id = locked.id
        AND coalesce(coupon.used_count < coupon.usage_limit, true)
     RETURNING coupon.id,
               -- A first order is one.
               least(coupon.usage_limit_per_customer, CASE WHEN coupon.first_order_only THEN 1 END)
                 AS most_per_customer
   ), counted AS (
     INSERT INTO coupon_customers AS uses (coupon_id, customer_key, used)
     SELECT taken.id, key, 1
       FROM taken CROSS JOIN unnest($3::text[]) AS key
      ORDER BY taken.id, key
     ON CONFLICT (coupon_id, customer_key) DO UPDATE SET used = uses.used + 1
      WHERE coalesce(
              uses.used < (SELECT most_per_customer FROM taken WHERE taken.id = uses.coupon_id), true)
     RETURNING uses.coupon_id
   ), written AS (
     INSERT INTO coupon_redemptions (coupon_id, order_id, customer_keys)
     SELECT id, $2::text, $3::text[] FROM taken
   )
   SELECT asked.id AS coupon_id, valid.id IS NOT NULL AS valid,
          coalesce(valid.ordered_before, false) AS ordered_before,
          taken.id IS NOT NULL
            AND (SELECT count(*) FROM counted WHERE counted.coupon_id = asked.id)
                = cardinality($3::text[]) AS left
     FROM unnest($1::int[]) AS asked (id)
     LEFT JOIN valid ON valid.id = asked.id
     LEFT JOIN taken ON taken.id = asked.id`,
);
