import type { Coupon } from '../domain/coupon';

/** A coupon as {@link couponJson} builds it. */
export type CouponJson = Omit<Coupon, 'startsAt' | 'endsAt'> & {
  startsAt: string | null;
  endsAt: string | null;
};

/**
 * SQL of a JSON list of the coupons that codes stand for, in the order of the codes; one that stands
 * for none is left out. For a statement that reads them along with something else.
 *
 * @param codes SQL of a text[] of codes as they are compared
 * @param buyer SQL of who uses them: the customer's id, or NULL, and a text[] of e-mail addresses
 *   that may hold NULL
 */
export const couponJson = (
  codes: string,
  buyer: { customerId: string; emails: string },
): string => `
  (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'id', coupon.id, 'documentId', coupon.document_id, 'code', given.code,
            'type', coupon.type, 'active', coupon.active,
            'percentage', coalesce(coupon.percentage, 0), 'amount', coalesce(coupon.amount, 0),
            'currency', coalesce(nullif(coupon.currency, ''), shop.currency),
            'buyQuantity', coalesce(coupon.buy_quantity, 0),
            'getQuantity', coalesce(coupon.get_quantity, 0),
            'minimumAmount', coupon.minimum_amount, 'maximumDiscount', coupon.maximum_discount,
            'startsAt', coupon.starts_at AT TIME ZONE 'UTC',
            'endsAt', coupon.ends_at AT TIME ZONE 'UTC',
            'usageLimit', coupon.usage_limit, 'usedCount', coupon.used_count,
            'usageLimitPerCustomer', coupon.usage_limit_per_customer,
            'firstOrderOnly', coupon.first_order_only, 'combinable', coupon.combinable,
            'productIds', (
              SELECT coalesce(jsonb_agg(DISTINCT product.document_id), '[]')
                FROM coupons_products_lnk link
                JOIN products product ON product.id = link.product_id
               WHERE link.coupon_id = coupon.id),
            'categoryIds', (
              SELECT coalesce(jsonb_agg(link.category_id), '[]')
                FROM coupons_categories_lnk link WHERE link.coupon_id = coupon.id),
            'collectionIds', (
              SELECT coalesce(jsonb_agg(link.collection_id), '[]')
                FROM coupons_collections_lnk link WHERE link.coupon_id = coupon.id),
            'storeIds', (
              SELECT coalesce(jsonb_agg(link.store_id), '[]')
                FROM coupons_stores_lnk link WHERE link.coupon_id = coupon.id),
            'usedByCustomer', (
              SELECT coalesce(max(uses.used), 0)
                FROM coupon_customers uses
               WHERE uses.coupon_id = coupon.id AND uses.customer_key = ANY (buyer.keys)),
            'customerHasOrdered', coupon.first_order_only AND EXISTS (
              SELECT FROM orders earlier
               WHERE earlier.state <> 'cancelled'
                 AND (earlier.customer_id = buyer.customer_id
                      OR lower(earlier.email) = ANY (buyer.emails))))
            ORDER BY given.turn), '[]')
     FROM unnest(${codes}) WITH ORDINALITY AS given (code, turn)
     JOIN coupons coupon ON upper(coupon.code) = given.code
    CROSS JOIN (SELECT currency FROM shop_settings LIMIT 1) shop
    CROSS JOIN LATERAL (
      SELECT ${buyer.customerId} AS customer_id, addresses.emails,
             array_remove('customer:' || ${buyer.customerId}
                          || ARRAY(SELECT 'email:' || email FROM unnest(addresses.emails) AS email),
                          NULL) AS keys
        FROM (SELECT ARRAY(SELECT DISTINCT lower(btrim(email))
                             FROM unnest(${buyer.emails}) AS email
                            WHERE email IS NOT NULL) AS emails) addresses
    ) buyer)`;
