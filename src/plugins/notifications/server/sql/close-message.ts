import { statement } from '../../../kernel/server/contract';
import type { MessageState } from '../domain/delivery';

/**
 * Writes how a try to send ended. Only while the message is being sent: a provider's event that came
 * before our own answer knows more and stays. Who comes so late that another has taken the message over
 * is heard only where it was sent after all.
 */
export const closeMessage = statement<
  [
    documentId: string,
    attempt: number,
    state: MessageState,
    error: string | null,
    doubts: number,
    subject: string | null,
    language: string | null,
    templateFault: string | null,
    provider: string | null,
    providerId: string | null,
  ],
  never
>(
  'notifications.close_message',
  `UPDATE notification_messages
      SET state = CASE WHEN state = 'sending' THEN $3 ELSE state END,
          error = CASE WHEN state = 'sending' THEN $4 ELSE error END,
          doubts = $5, subject = coalesce($6, subject), language = coalesce($7, language),
          template_fault = coalesce($8, template_fault), provider = coalesce($9, provider),
          provider_id = coalesce(provider_id, $10), lease_until = NULL, updated_at = now(),
          sent_at = CASE WHEN $3 = 'sent' THEN coalesce(sent_at, now()) ELSE sent_at END
    WHERE document_id = $1 AND (attempts = $2 OR $3 = 'sent')`,
);
