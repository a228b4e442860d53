import { statement } from '../../../kernel/server/contract';

/**
 * Ends a session with all that it was rotated from and into: the refresh token, and the access tokens
 * of every generation.
 */
export const endFamily = statement<[sessionId: string], never>(
  'accounts.end_family',
  `WITH RECURSIVE family AS (
     SELECT session_id, child_id FROM strapi_sessions WHERE session_id = $1
     UNION
     SELECT relative.session_id, relative.child_id
       FROM family
       JOIN strapi_sessions relative
         ON relative.session_id = family.child_id OR relative.child_id = family.session_id
   )
   DELETE FROM strapi_sessions
    WHERE origin = 'users-permissions' AND session_id IN (SELECT session_id FROM family)`,
);
