import { statement } from '../../../kernel/server/contract';
import { messageColumns, type MessageRow } from './message-row';

/** Locks a message that waits to be worked. */
export const takeMessage = statement<[documentId: string], MessageRow>(
  'webhooks.take_message',
  `SELECT ${messageColumns}
     FROM webhook_messages
    WHERE document_id = $1 AND state = 'received'
      FOR UPDATE`,
);
