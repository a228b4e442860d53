import { statement } from '../../../kernel/server/contract';

/**
 * The customers of those of some sessions that are still alive: none where a session was ended or its
 * customer blocked, or where the token has expired.
 *
 * @param expiresAt the tokens' ends in seconds since 1970; null where only the session is asked about
 */
export const liveCustomers = statement<
  [userIds: number[], sessionIds: string[], expiresAt: (number | null)[]],
  { turn: number; id: number; document_id: string; email: string }
>(
  'accounts.live_customers',
  `SELECT asked.turn::int, customer.id, customer.document_id, customer.email
     FROM unnest($1::int[], $2::text[], $3::float8[])
          WITH ORDINALITY AS asked (user_id, session_id, expires_at, turn)
     JOIN strapi_sessions session ON session.session_id = asked.session_id
     JOIN up_users customer ON customer.id = asked.user_id
    WHERE session.user_id = customer.id::text
      AND session.origin = 'users-permissions'
      AND session.absolute_expires_at > now()
      AND (asked.expires_at IS NULL OR to_timestamp(asked.expires_at) > now())
      AND customer.blocked IS NOT TRUE`,
);
