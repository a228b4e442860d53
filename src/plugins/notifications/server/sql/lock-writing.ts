import { statement } from '../../../kernel/server/contract';

const LOCK = `hashtextextended('notifications.writing', 0)`;

/** Held by each transaction that writes messages, before it reads to whom. */
export const lockWriting = statement<[], never>(
  'notifications.lock_writing',
  `SELECT pg_advisory_xact_lock_shared(${LOCK})`,
);

/** Waits until nobody writes messages, and lets nobody begin before this transaction ends. */
export const stopWriting = statement<[], never>(
  'notifications.stop_writing',
  `SELECT pg_advisory_xact_lock(${LOCK})`,
);
