import { statement } from '../../../kernel/server/contract';

/** Of some sessions, those that are alive: see `live-customer.ts`, which asks the same of one. */
export const liveSessions = statement<
  [userIds: number[], sessionIds: string[]],
  { session_id: string }
>(
  'accounts.live_sessions',
  `SELECT session.session_id
     FROM unnest($1::int[], $2::text[]) AS asked (user_id, session_id)
     JOIN strapi_sessions session ON session.session_id = asked.session_id
     JOIN up_users customer ON customer.id = asked.user_id
    WHERE session.user_id = customer.id::text
      AND session.origin = 'users-permissions'
      AND session.absolute_expires_at > now()
      AND customer.blocked IS NOT TRUE`,
);
