import { statement } from '../../../kernel/server/contract';

/** A message as it is written when something has happened. */
export interface NewMessage {
  documentId: string;
  /** The same for the same event, kind, way and recipient. */
  dedupeKey: string;
  kind: string;
  channel: string;
  recipient: string;
  recipientShown: string;
  language: string | null;
  event: string | null;
  eventId: string | null;
  parameters: object;
  state: 'queued' | 'suppressed';
  error: string | null;
  /** ISO 8601; null for at once. */
  notBefore: string | null;
}

/** Writes messages, each once: one that is there already gives no row. */
export const insertMessages = statement<[messages: string], { document_id: string }>(
  'notifications.insert_messages',
  `INSERT INTO notification_messages
          (document_id, dedupe_key, kind, channel, recipient, recipient_shown, language, event,
           event_id, parameters, state, error, not_before, attempts, queued_at, created_at,
           updated_at, published_at)
   SELECT "documentId", "dedupeKey", kind, channel, recipient, "recipientShown", language, event,
          "eventId", parameters, state, error, "notBefore" AT TIME ZONE 'UTC', 0, now(), now(), now(), now()
     FROM jsonb_to_recordset($1::jsonb) AS message
          ("documentId" text, "dedupeKey" text, kind text, channel text, recipient text,
           "recipientShown" text, language text, event text, "eventId" text, parameters jsonb,
           state text, error text, "notBefore" timestamptz)
    ORDER BY "dedupeKey"
   ON CONFLICT (dedupe_key) DO NOTHING
   RETURNING document_id`,
);
