import { statement } from '../../../kernel/server/contract';

/** Lets one rotation of a session run at a time, in all processes, until the transaction ends. */
export const lockSession = statement<[sessionId: string], never>(
  'accounts.lock_session',
  `SELECT pg_advisory_xact_lock(hashtextextended('session:' || $1, 0))`,
);
