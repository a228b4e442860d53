import { statement } from '../../../kernel/server/contract';

/**
 * The customer of a session that is still alive; none where it was ended or the customer blocked, or
 * where the token has expired. A token's end is set by the clock of the server that gave it, hence the
 * quarter of an hour's grace, after which the session's own end, set here, still holds.
 *
 * @param expiresAt seconds since 1970; null where that is not asked
 */
export const liveCustomer = statement<
  [userId: number, sessionId: string, expiresAt: number | null],
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
      AND ($3::bigint IS NULL OR to_timestamp($3) > now() - interval '15 minutes')
      AND customer.blocked IS NOT TRUE`,
);
