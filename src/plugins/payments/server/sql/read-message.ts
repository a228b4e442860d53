import { statement } from '../../../kernel/server/contract';

/** How a message of the inbox stands. */
export interface MessageState {
  documentId: string;
  provider: string;
  eventId: string;
  type: string;
  state: string;
  why: string | null;
}

/** Reads what became of a provider's message. */
export const readMessage = statement<[documentId: string], MessageState>(
  'payments.read_message',
  `SELECT document_id AS "documentId", provider, event_id AS "eventId", type, state, why
     FROM payment_messages
    WHERE document_id = $1`,
);
