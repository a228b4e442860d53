import { statement } from '../../../kernel/server/contract';

/** What a payment needs a look for, what somebody has looked into, and whose it is. */
export const readReview = statement<
  [paymentId: string],
  { order_id: string; review: string | null; looked_into: object[] }
>(
  'payments.read_review',
  `SELECT orders.document_id AS order_id, payment.review,
          coalesce(payment.looked_into, '[]') AS looked_into
     FROM payments payment
     JOIN orders ON orders.id = payment.order_id
    WHERE payment.document_id = $1`,
);
