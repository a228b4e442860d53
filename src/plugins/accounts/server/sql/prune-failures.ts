import { statement } from '../../../kernel/server/contract';

/** Forgets addresses that have not failed for a day. */
export const pruneFailures = statement<[], never>(
  'accounts.prune_failures',
  `DELETE FROM failed_logins WHERE last_at < now() - interval '1 day'`,
);
