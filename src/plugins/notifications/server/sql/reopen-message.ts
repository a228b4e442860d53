import { statement } from '../../../kernel/server/contract';

/**
 * Queues a message again that could not be sent, with all its tries before it. Whether one of the earlier
 * ones may have come is whoever asks for it to judge. No row for one that was sent, or that waits.
 */
export const reopenMessage = statement<[documentId: string], { id: number }>(
  'notifications.reopen_message',
  `UPDATE notification_messages
      SET state = 'queued', attempts = 0, doubts = 0, not_before = NULL, updated_at = now()
    WHERE document_id = $1 AND state = 'failed'
   RETURNING id`,
);
