import { statement } from '../../../kernel/server/contract';
import { messageColumns, type MessageRow } from './message-row';

/** A page of what other systems have sent, the newest first, in all states or in one. */
export const listMessages = statement<
  [state: string | null, limit: number, offset: number],
  MessageRow & { total: number }
>(
  'webhooks.list_messages',
  `SELECT ${messageColumns}, count(*) OVER () AS total
     FROM webhook_messages
    WHERE $1::text IS NULL OR state = $1
    ORDER BY received_at DESC, id DESC
    LIMIT $2 OFFSET $3`,
);
