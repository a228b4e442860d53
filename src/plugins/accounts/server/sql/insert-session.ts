import { statement } from '../../../kernel/server/contract';

/** A session that was just begun or carried on. */
export interface SessionRow {
  user_id: string;
  created_at: Date;
  expires_at: Date;
  absolute_expires_at: Date;
  type: 'refresh' | 'session';
}

/**
 * Begins a session.
 *
 * @param idleSeconds how long its refresh token is good
 * @param maxSeconds how long it can be carried on
 */
export const insertSession = statement<
  [
    userId: string,
    sessionId: string,
    deviceId: string | null,
    origin: string,
    type: string,
    metadata: string | null,
    idleSeconds: number,
    maxSeconds: number,
  ],
  SessionRow
>(
  'accounts.insert_session',
  `INSERT INTO strapi_sessions
     (user_id, session_id, device_id, origin, type, metadata, status, expires_at, absolute_expires_at,
      created_at, updated_at)
   VALUES ($1, $2, $3, $4, $5, $6::jsonb, 'active', now() + make_interval(secs => $7),
           now() + make_interval(secs => $8), now(), now())
   RETURNING user_id, created_at, expires_at, absolute_expires_at, type`,
);
