import { statement } from '../../../kernel/server/contract';

/** Lets one process at a time make what a shop starts with, until the transaction ends. */
export const lockStart = statement<[], never>(
  'accounts.lock_start',
  `SELECT pg_advisory_xact_lock(hashtextextended('accounts.start', 0))`,
);
