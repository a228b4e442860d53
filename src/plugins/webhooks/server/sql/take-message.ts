import { statement } from '../../../kernel/server/contract';
import { messageColumns, type MessageRow } from './message-row';

/** Locks the first message that waits to be worked of those of its kind up to a given one. */
export const takeMessage = statement<[documentId: string], MessageRow>(
  'webhooks.take_message',
  `SELECT ${messageColumns}
     FROM webhook_messages
    WHERE state = 'received'
      AND kind = (SELECT kind FROM webhook_messages WHERE document_id = $1)
      AND id <= (SELECT id FROM webhook_messages WHERE document_id = $1)
    ORDER BY id
    LIMIT 1
      FOR UPDATE`,
);
