import { statement } from '../../../kernel/server/contract';
import type { SessionRow } from './insert-session';

/**
 * Carries a session on: its refresh token is spent, and another is good in its place. None where it was
 * ended, carried on before, or has expired.
 *
 * @param childId the new session's id
 * @param idleSeconds how long the new refresh token is good, by the session's type
 */
export const rotateSession = statement<
  [
    sessionId: string,
    origin: string,
    userId: string,
    childId: string,
    idleSeconds: number,
    idleSessionSeconds: number,
  ],
  SessionRow
>(
  'accounts.rotate_session',
  `WITH parent AS (
     UPDATE strapi_sessions
        SET status = 'rotated', child_id = $4, updated_at = now()
      WHERE session_id = $1 AND origin = $2 AND user_id = $3 AND status = 'active'
        AND expires_at > now()
        AND absolute_expires_at > now()
     RETURNING user_id, device_id, origin, type, metadata, absolute_expires_at
   )
   INSERT INTO strapi_sessions
     (user_id, session_id, device_id, origin, type, metadata, status, expires_at, absolute_expires_at,
      created_at, updated_at)
   SELECT user_id, $4, device_id, origin, coalesce(type, 'refresh'), metadata, 'active',
          now() + make_interval(secs => CASE type WHEN 'session' THEN $6::float8 ELSE $5::float8 END),
          absolute_expires_at, now(), now()
     FROM parent
   RETURNING user_id, created_at, expires_at, absolute_expires_at, type`,
);
