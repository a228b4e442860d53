import { statement } from '../../../kernel/server/contract';

/** Uses that are counted for orders which were cancelled, or are not there. */
export const findRedemptionDrift = statement<[], { code: string; order: string }>(
  'pricing.find_redemption_drift',
  `SELECT coupon.code, coalesce(orders.number, redemption.order_id) AS "order"
     FROM coupon_redemptions redemption
     JOIN coupons coupon ON coupon.id = redemption.coupon_id
     LEFT JOIN orders ON orders.document_id = redemption.order_id
    WHERE redemption.returned_at IS NULL
      AND (orders.id IS NULL OR orders.state = 'cancelled')
    ORDER BY coupon.code, "order"`,
);
