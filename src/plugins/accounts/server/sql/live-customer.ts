import { statement } from '../../../kernel/server/contract';

/**
 * The customer of a session that is still alive; none where it was ended or the customer blocked, or
 * where the token has expired.
 *
 * @param expiresAt the token's end in seconds since 1970
 */
export const liveCustomer = statement<
  [userId: number, sessionId: string, expiresAt: number],
  { id: number; document_id: string; email: string }
>(
  'accounts.live_customer',
  `SELECT customer.id, customer.document_id, customer.email
     FROM strapi_sessions session
     JOIN up_users customer ON customer.id = $1
    WHERE session.session_id = $2
      AND session.user_id = customer.id::text
      AND session.origin = 'users-permissions'
      AND session.absolute_expires_at > now()
      AND to_timestamp($3) > now()
      AND customer.blocked IS NOT TRUE`,
);
