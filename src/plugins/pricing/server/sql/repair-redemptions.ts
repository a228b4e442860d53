import { statement } from '../../../kernel/server/contract';

/** Gives back in the ledger what is counted for orders which were cancelled, or are not there. */
export const repairRedemptions = statement<[], never>(
  'pricing.repair_redemptions',
  `UPDATE coupon_redemptions redemption
      SET returned_at = now()
    WHERE redemption.returned_at IS NULL
      AND NOT EXISTS (
        SELECT FROM orders
         WHERE orders.document_id = redemption.order_id AND orders.state <> 'cancelled')`,
);
