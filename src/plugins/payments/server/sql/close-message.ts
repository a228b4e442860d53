import { statement } from '../../../kernel/server/contract';

/** Writes what became of a message. With seconds it is tried again then. */
export const closeMessage = statement<
  [
    documentId: string,
    state: string,
    why: string | null,
    paymentRow: number | null,
    againIn: number | null,
  ],
  never
>(
  'payments.close_message',
  `UPDATE payment_messages
      SET state = $2::text, why = left($3, 255), payment_id = coalesce($4::int, payment_id),
          next_try_at = now() + make_interval(secs => $5),
          worked_at = CASE WHEN $2::text = 'received' THEN NULL ELSE now() END, updated_at = now()
    WHERE document_id = $1`,
);
