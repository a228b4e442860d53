import { statement } from '../../../kernel/server/contract';

/**
 * Has a message that failed wait to be worked again. Nothing comes back for one that there is not;
 * `tries` tells this time from the times before.
 */
export const reopenMessage = statement<[documentId: string], { reopened: boolean; tries: number }>(
  'webhooks.reopen_message',
  `WITH failed AS (
     UPDATE webhook_messages
        SET state = 'received', why = NULL, updated_at = now()
      WHERE document_id = $1 AND state = 'failed'
     RETURNING id
   )
   SELECT EXISTS (SELECT FROM failed) AS reopened, message.tries
     FROM webhook_messages message
    WHERE message.document_id = $1`,
);
