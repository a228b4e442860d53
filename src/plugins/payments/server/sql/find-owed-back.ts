import { statement } from '../../../kernel/server/contract';

/**
 * Orders whose money is not as it should be, those first to which money is owed: some was received that
 * nobody owes, or a payment is open or authorized that nobody needs any more, or goods have left against
 * money that was only authorized. An open payment of a method that cannot call it off is none of them: it
 * would be found for ever. What counts as paid is what `amountDue` counts.
 *
 * @param beside document ids of those that were tried already
 */
export const findOwedBack = statement<
  [most: number, methodsWithVoid: readonly string[], beside: readonly string[]],
  { document_id: string }
>(
  'payments.find_owed_back',
  `SELECT document_id
     FROM (
       SELECT orders.document_id, 1 AS turn
         FROM orders
        WHERE amount_paid > 0 AND (state = 'cancelled' OR amount_paid > total)
          AND amount_paid - CASE WHEN state = 'cancelled' THEN 0 ELSE total END
              > (SELECT coalesce(sum(amount_refunding), 0) FROM payments WHERE order_id = orders.id)
       UNION ALL
       SELECT orders.document_id, 2
         FROM payments payment
         JOIN orders ON orders.id = payment.order_id
        CROSS JOIN LATERAL (
          SELECT orders.state IN ('cancelled', 'refunded')
                 OR orders.total <= (
                   SELECT sum(CASE WHEN orders.state = 'pending'
                                   THEN amount_captured - amount_refunded - amount_refunding
                                   ELSE amount_captured END
                              + CASE WHEN payment.state = 'authorized' AND id >= payment.id
                                     THEN 0 ELSE amount_authorized END)
                     FROM payments WHERE order_id = orders.id) AS needless
        ) beside
        WHERE payment.state IN ('pending', 'failed', 'authorized')
          AND EXISTS (SELECT FROM payment_operations
                       WHERE payment_id = payment.id AND operation IN ('authorize', 'capture')
                         AND result IN ('pending', 'unknown', 'succeeded'))
          AND NOT EXISTS (SELECT FROM payment_operations
                           WHERE payment_id = payment.id
                             AND (operation = 'void'
                                  OR (operation = 'capture' AND result <> 'failed'
                                      AND payment.state = 'authorized')))
          AND CASE WHEN beside.needless THEN payment.method = ANY($2::text[])
                   ELSE payment.state = 'authorized' AND orders.state IN ('shipped', 'delivered') END
     ) found
    WHERE document_id <> ALL($3::text[])
    GROUP BY document_id
    ORDER BY min(turn)
    LIMIT $1`,
);
