import { statement } from '../../../kernel/server/contract';

/** One row where there is such a coupon. */
export const couponExists = statement<[documentId: string], { id: number }>(
  'pricing.coupon_exists',
  `SELECT id FROM coupons WHERE document_id = $1`,
);
