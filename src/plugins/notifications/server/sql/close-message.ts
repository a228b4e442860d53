import { statement } from '../../../kernel/server/contract';
import type { MessageState } from '../domain/delivery';

/**
 * Writes how a try to send ended. Only while the message is being sent: a provider's event that came
 * before our own answer knows more and stays.
 */
export const closeMessage = statement<
  [
    documentId: string,
    state: MessageState,
    error: string | null,
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
      SET state = CASE WHEN state = 'sending' THEN $2 ELSE state END,
          error = CASE WHEN state = 'sending' THEN $3 ELSE error END,
          subject = coalesce($4, subject), language = coalesce($5, language),
          template_fault = coalesce($6, template_fault), provider = coalesce($7, provider),
          provider_id = coalesce(provider_id, $8), lease_until = NULL, updated_at = now(),
          sent_at = CASE WHEN $2 = 'sent' THEN coalesce(sent_at, now()) ELSE sent_at END
    WHERE document_id = $1`,
);
