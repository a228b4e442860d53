import { statement } from '../../../kernel/server/contract';
import type { MessageState } from '../domain/delivery';

export const messageState = statement<
  [documentId: string],
  { state: MessageState; not_before: Date | null }
>(
  'notifications.message_state',
  `SELECT state, not_before FROM notification_messages WHERE document_id = $1`,
);
