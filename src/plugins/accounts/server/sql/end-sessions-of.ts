import { statement } from '../../../kernel/server/contract';

/** Ends every session of a customer. */
export const endSessionsOf = statement<[userId: number], never>(
  'accounts.end_sessions_of',
  `DELETE FROM strapi_sessions WHERE origin = 'users-permissions' AND user_id = $1::integer::text`,
);
