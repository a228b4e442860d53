import { statement } from '../../../kernel/server/contract';

/** Makes a guest's open cart a customer's own, where the customer has none. */
export const claimGuestCart = statement<[publicId: string, customerId: number], { id: number }>(
  'cart.claim_guest_cart',
  `UPDATE carts
      SET customer_id = $2, version = version + 1, updated_at = now()
    WHERE public_id = $1 AND customer_id IS NULL AND status = 'open' AND expires_at > now()
      AND NOT EXISTS (SELECT FROM carts own WHERE own.customer_id = $2 AND own.status = 'open')
   RETURNING id`,
);
