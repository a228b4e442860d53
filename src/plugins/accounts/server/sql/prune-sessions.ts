import { statement } from '../../../kernel/server/contract';

/** Forgets sessions that nobody can carry on any more. */
export const pruneSessions = statement<[], never>(
  'accounts.prune_sessions',
  `DELETE FROM strapi_sessions WHERE absolute_expires_at < now()`,
);
