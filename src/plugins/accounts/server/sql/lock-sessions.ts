import { statement } from '../../../kernel/server/contract';

/**
 * Lets the sessions of one customer be rotated or ended by one caller at a time, in all processes,
 * until the transaction ends. Else a session could have a child while its family is ended.
 */
export const lockSessions = statement<[userId: number], never>(
  'accounts.lock_sessions',
  `SELECT pg_advisory_xact_lock(hashtextextended('sessions:' || $1::integer, 0))`,
);
