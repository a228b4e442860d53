import { statement } from '../../../kernel/server/contract';

/** Has a message worked again. */
export const reopenMessage = statement<[documentId: string], { provider: string }>(
  'payments.reopen_message',
  `UPDATE payment_messages
      SET state = 'received', tries = 0, next_try_at = now(), updated_at = now()
    WHERE document_id = $1
   RETURNING provider`,
);
