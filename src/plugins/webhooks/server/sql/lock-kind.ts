import { statement } from '../../../kernel/server/contract';

/**
 * Takes the turn of all messages of one kind until the end of the transaction, unless another has it.
 * No row comes back for a message that does not wait to be worked.
 */
export const lockKind = statement<[documentId: string], { mine: boolean }>(
  'webhooks.lock_kind',
  `SELECT pg_try_advisory_xact_lock(hashtextextended('webhooks.' || kind, 0)) AS mine
     FROM webhook_messages
    WHERE document_id = $1 AND state = 'received'`,
);
