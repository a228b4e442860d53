import { statement } from '../../../kernel/server/contract';

/** Reads what became of a customer's session. */
export const sessionStatus = statement<[sessionId: string], { status: string }>(
  'accounts.session_status',
  `SELECT status FROM strapi_sessions WHERE session_id = $1 AND origin = 'users-permissions'`,
);
