import { statement } from '../../../kernel/server/contract';

/** Queues a message again that could not be sent. No row for one that could, or that waits. */
export const reopenMessage = statement<[documentId: string], { id: number }>(
  'notifications.reopen_message',
  `UPDATE notification_messages
      SET state = 'queued', not_before = NULL, updated_at = now()
    WHERE document_id = $1 AND state = 'failed'
   RETURNING id`,
);
