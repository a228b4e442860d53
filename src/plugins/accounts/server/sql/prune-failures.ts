import { statement } from '../../../kernel/server/contract';

/** Forgets accounts that have not failed for a day. */
export const pruneFailures = statement<[], never>(
  'accounts.prune_failures',
  `DELETE FROM login_failures WHERE last_at < now() - interval '1 day'`,
);
