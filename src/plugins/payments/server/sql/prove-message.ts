import { statement } from '../../../kernel/server/contract';

/**
 * Believes a message that was stored unproven: from now on it goes by its event. No row comes back
 * where the event has come by another message.
 */
export const proveMessage = statement<
  [documentId: string, eventId: string, verifiedBy: string],
  { document_id: string }
>(
  'payments.prove_message',
  `UPDATE payment_messages AS message
      SET event_id = $2, verified_by = $3, updated_at = now()
    WHERE document_id = $1
      AND NOT EXISTS (SELECT FROM payment_messages AS other
                       WHERE other.provider = message.provider AND other.event_id = $2
                         AND other.id <> message.id)
   RETURNING document_id`,
);
