import { statement } from '../../../kernel/server/contract';

/** Writes what became of a message that waits to be worked. */
export const closeMessage = statement<
  [documentId: string, state: 'worked' | 'failed', why: string | null, changed: number | null],
  never
>(
  'webhooks.close_message',
  `UPDATE webhook_messages
      SET state = $2, why = $3, changed = $4, tries = tries + 1, worked_at = now(),
          updated_at = now()
    WHERE document_id = $1 AND state = 'received'`,
);
