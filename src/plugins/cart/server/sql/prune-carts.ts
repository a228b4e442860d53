import { statement } from '../../../kernel/server/contract';

/**
 * Forgets carts whose time is over; their holds have ended long before. It is looked at again under the
 * lock, for somebody may be using the cart just now.
 */
export const pruneCarts = statement<[], never>(
  'cart.prune',
  `DELETE FROM carts
    WHERE id IN (SELECT id FROM carts WHERE expires_at <= now() ORDER BY expires_at LIMIT 1000)
      AND expires_at <= now()`,
);
