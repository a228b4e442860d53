import { statement } from '../../../kernel/server/contract';

/** Stores what another system has sent, once per its id. No row comes back for one that is there. */
export const insertMessage = statement<
  [documentId: string, messageId: string, kind: string, body: string],
  { document_id: string }
>(
  'webhooks.insert_message',
  `INSERT INTO webhook_messages (document_id, message_id, kind, state, body, tries, received_at,
                                 created_at, updated_at, published_at)
   VALUES ($1, $2, $3, 'received', $4, 0, now(), now(), now(), now())
   ON CONFLICT (kind, message_id) DO NOTHING
   RETURNING document_id`,
);
