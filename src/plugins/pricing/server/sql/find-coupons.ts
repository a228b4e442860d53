import { statement } from '../../../kernel/server/contract';
import { couponJson, type CouponJson } from './coupon-json';

/** Reads coupons by their codes, with what one buyer has used of them, and the database's clock. */
export const findCoupons = statement<
  [codes: string[], customerId: number | null, emails: string[]],
  { coupons: CouponJson[]; now: Date; version: number; currency: string }
>(
  'pricing.find_coupons',
  `SELECT ${couponJson('$1::text[]', { customerId: '$2::int', emails: '$3::text[]' })} AS coupons,
          now() AS now, pricing_version.version, shop.currency
     FROM pricing_version
    CROSS JOIN (SELECT currency FROM shop_settings LIMIT 1) shop`,
);
