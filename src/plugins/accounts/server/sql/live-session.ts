import { statement } from '../../../kernel/server/contract';

/** A session that has not expired, and the database's time in seconds since 1970. */
export const liveSession = statement<
  [sessionId: string, origin: string],
  { user_id: string; status: string; now: number }
>(
  'accounts.live_session',
  `SELECT user_id, status, floor(extract(epoch FROM now()))::float8 AS now
     FROM strapi_sessions
    WHERE session_id = $1 AND origin = $2
      AND expires_at > now()
      AND absolute_expires_at > now()`,
);
