import { statement } from '../../../kernel/server/contract';

/** Takes the addresses out of the ledger of some orders' uses, and out of the counts kept in step with it. */
export const forgetAddresses = statement<[orderIds: string[]], never>(
  'pricing.forget_addresses',
  `WITH named AS MATERIALIZED (
     SELECT coupon_id, order_id, customer_keys, returned_at
       FROM coupon_redemptions
      WHERE order_id = ANY ($1::text[])
      ORDER BY coupon_id, order_id
        FOR UPDATE
   ), less AS (
     SELECT named.coupon_id, key, count(*) FILTER (WHERE named.returned_at IS NULL) AS uses
       FROM named CROSS JOIN unnest(named.customer_keys) AS key
      WHERE key LIKE 'email:%'
      GROUP BY named.coupon_id, key
   ), stripped AS (
     UPDATE coupon_redemptions use
        SET customer_keys = ARRAY(SELECT key FROM unnest(use.customer_keys) AS key
                                   WHERE key NOT LIKE 'email:%')
       FROM named
      WHERE use.coupon_id = named.coupon_id AND use.order_id = named.order_id
   ), lowered AS (
     UPDATE coupon_customers uses
        SET used = uses.used - less.uses
       FROM less
      WHERE uses.coupon_id = less.coupon_id AND uses.customer_key = less.key
        AND uses.used > less.uses
   )
   DELETE FROM coupon_customers uses
    USING less
    WHERE uses.coupon_id = less.coupon_id AND uses.customer_key = less.key
      AND uses.used <= less.uses`,
);
