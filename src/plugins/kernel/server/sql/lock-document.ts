import { statement } from '../database/statement';

/** Waits until nobody else edits a document, and keeps them from it until the end of the transaction. */
export const lockDocument = statement<[documentId: string], never>(
  'kernel.lock_document',
  `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`,
);
