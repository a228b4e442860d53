import { statement } from '../../../kernel/server/contract';

/** Closes a message that waits for a person, and says who has looked into it; `worked_at` says when. */
export const setMessageAside = statement<
  [documentId: string, by: string, note: string | null],
  never
>(
  'payments.set_message_aside',
  `UPDATE payment_messages
      SET state = 'ignored', worked_at = now(), updated_at = now(),
          why = left(concat_ws(': ', $2::text || ' has looked into it', $3::text, why), 255)
    WHERE document_id = $1 AND state IN ('review', 'failed')`,
);
