import { statement } from '../../../kernel/server/contract';

/** Keeps every coupon from being used or given back until the transaction ends. */
export const lockAllCoupons = statement<[], { locked: number }>(
  'pricing.lock_all_coupons',
  `SELECT count(*) AS locked FROM (SELECT id FROM coupons ORDER BY id FOR NO KEY UPDATE) coupon`,
);
