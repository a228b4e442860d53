import { statement } from '../../../kernel/server/contract';

/** Counts the uses of every coupon anew from the ledger, in all and by customer. */
export const repairUses = statement<[], never>(
  'pricing.repair_uses',
  `WITH ledger AS MATERIALIZED (
     SELECT coupon_id, customer_keys FROM coupon_redemptions WHERE returned_at IS NULL
   ), in_all AS (
     UPDATE coupons coupon
        SET used_count = counted.used
       FROM (SELECT coupons.id, count(ledger.coupon_id) AS used
               FROM coupons LEFT JOIN ledger ON ledger.coupon_id = coupons.id
              GROUP BY coupons.id) counted
      WHERE counted.id = coupon.id AND counted.used <> coupon.used_count
   ), by_customer AS (
     SELECT coupon_id, customer_key, count(*) AS used
       FROM ledger, unnest(customer_keys) AS customer_key
      GROUP BY coupon_id, customer_key
   ), none AS (
     DELETE FROM coupon_customers counted
      WHERE NOT EXISTS (SELECT FROM by_customer
                         WHERE by_customer.coupon_id = counted.coupon_id
                           AND by_customer.customer_key = counted.customer_key)
   )
   INSERT INTO coupon_customers (coupon_id, customer_key, used)
   SELECT coupon_id, customer_key, used FROM by_customer
   ON CONFLICT (coupon_id, customer_key) DO UPDATE SET used = excluded.used`,
);
