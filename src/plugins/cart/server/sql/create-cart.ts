import { statement } from '../../../kernel/server/contract';
import { isoTime } from './standing';

/**
 * Makes a cart. No row comes back where a parallel call of the same customer has just made one.
 */
export const createCart = statement<
  [publicId: string, customerId: number | null, currency: string, keepSeconds: number],
  { id: number; customer_email: string | null; expires_at: string }
>(
  'cart.create',
  `INSERT INTO carts (public_id, customer_id, currency, expires_at)
   VALUES ($1, $2, $3, now() + make_interval(secs => $4))
   ON CONFLICT (customer_id) WHERE status = 'open' DO NOTHING
   RETURNING id, (SELECT email FROM up_users WHERE up_users.id = $2) AS customer_email,
             ${isoTime('expires_at')} AS expires_at`,
);
