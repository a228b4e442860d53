import { statement } from '../../../kernel/server/contract';
import type { Coupon } from '../domain/coupon';

/** A coupon as it comes out of JSON. */
export type CouponJson = Omit<Coupon, 'startsAt' | 'endsAt'> & {
  startsAt: string | null;
  endsAt: string | null;
};

/** What coupons ask of a product: its categories with all above them, and its collections. */
export interface GoodsJson {
  productId: string;
  categoryIds: number[];
  collectionIds: number[];
}

/**
 * Reads the coupons that codes stand for, in the order of the codes, with what one buyer has used of
 * them; what they ask of the products that are bought; and the database's clock. A code that stands
 * for none, or for one that is switched off, is left out.
 */
export const findCoupons = statement<
  [codes: string[], customerId: number | null, emails: string[], productIds: string[]],
  { coupons: CouponJson[]; goods: GoodsJson[]; now: Date }
>(
  'pricing.find_coupons',
  `SELECT now() AS now,
     (SELECT coalesce(jsonb_agg(jsonb_build_object(
               'id', coupon.id, 'documentId', coupon.document_id, 'code', given.code,
               'type', coupon.type,
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
                  WHERE uses.coupon_id = coupon.id
                    AND uses.customer_key = ANY (
                      ARRAY(SELECT 'email:' || email FROM unnest($3::text[]) AS email)
                      || ('customer:' || $2::int))),
               'customerHasOrdered', coupon.first_order_only AND EXISTS (
                 SELECT FROM orders earlier
                  WHERE earlier.state <> 'cancelled'
                    AND (earlier.customer_id = $2::int
                         OR lower(earlier.email) = ANY ($3::text[]))))
               ORDER BY given.turn), '[]')
        FROM unnest($1::text[]) WITH ORDINALITY AS given (code, turn)
        JOIN coupons coupon ON upper(coupon.code) = given.code AND coupon.active
       CROSS JOIN (SELECT currency FROM shop_settings LIMIT 1) shop) AS coupons,
     (SELECT coalesce(jsonb_agg(jsonb_build_object(
               'productId', bought.document_id,
               'categoryIds', (
                 WITH RECURSIVE upwards AS (
                   SELECT link.category_id
                     FROM products_categories_lnk link WHERE link.product_id = product.id
                    UNION
                   SELECT parent.inv_category_id
                     FROM upwards JOIN categories_parent_lnk parent USING (category_id)
                 )
                 SELECT coalesce(jsonb_agg(category_id), '[]') FROM upwards),
               'collectionIds', (
                 SELECT coalesce(jsonb_agg(link.collection_id), '[]')
                   FROM products_collections_lnk link WHERE link.product_id = product.id))), '[]')
        FROM (SELECT DISTINCT document_id FROM unnest($4::text[]) AS document_id) bought
       CROSS JOIN LATERAL (
         SELECT id FROM products
          WHERE products.document_id = bought.document_id
          ORDER BY published_at IS NOT NULL DESC
          LIMIT 1
       ) product) AS goods`,
);
