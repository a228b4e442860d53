import { statement } from '../../../kernel/server/contract';
import type { MessageState } from '../domain/delivery';

/** Where a message is, and when it can be taken next where it waits for a time or for its sender. */
export const messageState = statement<
  [documentId: string],
  { state: MessageState; next_at: Date | null }
>(
  'notifications.message_state',
  `SELECT state, CASE state WHEN 'queued' THEN not_before WHEN 'sending' THEN lease_until END AS next_at
     FROM notification_messages WHERE document_id = $1`,
);
