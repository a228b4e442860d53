import { statement } from '../../../kernel/server/contract';

/** Stores what a provider has sent, once per event id. No row comes back for one that is there. */
export const insertMessage = statement<
  [
    documentId: string,
    provider: string,
    eventId: string,
    type: string,
    verifiedBy: string | null,
    body: string,
    params: string,
    content: string,
  ],
  { document_id: string }
>(
  'payments.insert_message',
  `INSERT INTO payment_messages (document_id, provider, event_id, type, state, verified_by, body,
                                 params, content, tries, next_try_at, received_at, created_at,
                                 updated_at, published_at)
   VALUES ($1, $2, $3, left($4, 255), 'received', $5, $6, $7::jsonb, $8::jsonb, 0, now(), now(),
           now(), now(), now())
   ON CONFLICT (provider, event_id) DO NOTHING
   RETURNING document_id`,
);
