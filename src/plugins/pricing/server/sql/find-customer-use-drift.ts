import { statement } from '../../../kernel/server/contract';

/** Customers whose uses of a coupon are counted otherwise than the ledger has them. */
export const findCustomerUseDrift = statement<
  [],
  { code: string; customer_key: string; used: number; ledger: number }
>(
  'pricing.find_customer_use_drift',
  `WITH ledger AS (
     SELECT coupon_id, customer_key, count(*) AS used
       FROM coupon_redemptions, unnest(customer_keys) AS customer_key
      WHERE returned_at IS NULL
      GROUP BY coupon_id, customer_key
   )
   SELECT coupon.code, customer_key, coalesce(counted.used, 0) AS used,
          coalesce(ledger.used, 0) AS ledger
     FROM coupon_customers counted
     FULL JOIN ledger USING (coupon_id, customer_key)
     JOIN coupons coupon ON coupon.id = coupon_id
    WHERE coalesce(counted.used, 0) <> coalesce(ledger.used, 0)
    ORDER BY coupon.code, customer_key`,
);
