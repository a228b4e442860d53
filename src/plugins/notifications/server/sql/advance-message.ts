import { statement } from '../../../kernel/server/contract';
import type { MessageState } from '../domain/delivery';
import { knowledgeOf } from '../tables';

/**
 * Lets a message follow what its provider tells: to a state that knows more, never back.
 *
 * @param state null where the event says nothing of the delivery
 * @returns whom it was for, where there is such a message
 */
export const advanceMessage = statement<
  [
    /** Null where the provider's own number is all that is known of it. */
    documentId: string | null,
    state: MessageState | null,
    why: string | null,
    providerId: string | null,
  ],
  { recipient: string }
>(
  'notifications.advance_message',
  `UPDATE notification_messages
      SET state = CASE WHEN ${knowledgeOf('$2::text')} > ${knowledgeOf('state')} THEN $2
                       ELSE state END,
          error = CASE WHEN ${knowledgeOf('$2::text')} > ${knowledgeOf('state')} THEN $3
                       ELSE error END,
          sent_at = coalesce(sent_at, now()), provider_id = coalesce(provider_id, $4::text),
          updated_at = now()
    WHERE document_id = coalesce($1, (SELECT document_id FROM notification_messages
                                       WHERE provider_id = $4::text LIMIT 1))
   RETURNING recipient`,
);
