import { statement } from '../../../kernel/server/contract';
import type { MessageState } from '../domain/delivery';

/** How a try to send a message ended. */
export interface ClosedMessage {
  documentId: string;
  /** The try. */
  attempt: number;
  state: MessageState;
  error: string | null;
  doubts: number;
  subject: string | null;
  language: string | null;
  templateFault: string | null;
  provider: string | null;
  providerId: string | null;
}

/**
 * Writes how tries to send ended. Only while a message is being sent: a provider's event that came
 * before our own answer knows more and stays. Who comes so late that another has taken the message over
 * is heard only where it was sent after all.
 */
export const closeMessages = statement<[closed: string], never>(
  'notifications.close_messages',
  `WITH closed AS (
     SELECT message.id, ended.*
       FROM jsonb_to_recordset($1::jsonb) AS ended
            ("documentId" text, attempt integer, state text, error text, doubts integer, subject text,
             language text, "templateFault" text, provider text, "providerId" text)
       JOIN notification_messages message ON message.document_id = ended."documentId"
      ORDER BY message.id FOR UPDATE OF message
   )
   UPDATE notification_messages message
      SET state = CASE WHEN message.state = 'sending' THEN closed.state ELSE message.state END,
          error = CASE WHEN message.state = 'sending' THEN closed.error ELSE message.error END,
          doubts = closed.doubts, subject = coalesce(closed.subject, message.subject),
          language = coalesce(closed.language, message.language),
          template_fault = coalesce(closed."templateFault", message.template_fault),
          provider = coalesce(closed.provider, message.provider),
          provider_id = coalesce(message.provider_id, closed."providerId"), lease_until = NULL,
          updated_at = now(),
          sent_at = CASE WHEN closed.state = 'sent' THEN coalesce(message.sent_at, now())
                         ELSE message.sent_at END
     FROM closed
    WHERE message.id = closed.id AND (message.attempts = closed.attempt OR closed.state = 'sent')`,
);
