import { statement } from '../../../kernel/server/contract';

/**
 * Orders whose money is not as it should be: some was received that nobody owes, or a payment is open
 * that nobody needs any more, or goods have left against money that was only authorized.
 */
export const findOwedBack = statement<[most: number], { document_id: string }>(
  'payments.find_owed_back',
  `SELECT orders.document_id
     FROM orders
    WHERE amount_paid > 0 AND (state = 'cancelled' OR amount_paid > total)
      AND amount_paid - CASE WHEN state = 'cancelled' THEN 0 ELSE total END
          > (SELECT coalesce(sum(amount_refunding), 0) FROM payments WHERE order_id = orders.id)
   UNION
   SELECT orders.document_id
     FROM payments payment
     JOIN orders ON orders.id = payment.order_id
    WHERE payment.state IN ('pending', 'failed', 'authorized')
      AND EXISTS (SELECT FROM payment_operations
                   WHERE payment_id = payment.id AND operation IN ('authorize', 'capture')
                     AND result IN ('pending', 'unknown', 'succeeded'))
      AND NOT EXISTS (SELECT FROM payment_operations
                       WHERE payment_id = payment.id
                         AND (operation = 'void'
                              OR (operation = 'capture' AND payment.state = 'authorized')))
      AND (orders.state IN ('cancelled', 'refunded')
           OR (payment.state <> 'authorized' AND orders.payment_status IN ('paid', 'authorized'))
           OR (payment.state = 'authorized' AND orders.state IN ('shipped', 'delivered')))
    LIMIT $1`,
);
