import { statement } from '../../../kernel/server/contract';

/**
 * Which payment is meant: by what its provider calls it or its money, its callback's token or its own
 * id.
 */
export const findPayment = statement<
  [
    method: string,
    reference: string | null,
    callbackToken: string | null,
    id: string | null,
    receipt: string | null,
  ],
  { id: number; document_id: string; order_id: string }
>(
  'payments.find',
  `SELECT payment.id, payment.document_id, orders.document_id AS order_id
     FROM payments payment
     JOIN orders ON orders.id = payment.order_id
    WHERE (payment.method = $1 AND payment.reference = $2)
       OR (payment.method = $1 AND payment.callback_token = $3)
       OR (payment.method = $1 AND payment.receipt = $5)
       OR payment.document_id = $4
    ORDER BY payment.document_id = $4 DESC NULLS LAST
    LIMIT 1`,
);
