import { statement } from '../../../kernel/server/contract';

/** Has the provider asked now about the money of payments that it says it has, and we do not. */
export const askAgain = statement<[method: string, names: string[]], { order_number: string }>(
  'payments.ask_again',
  `UPDATE payment_operations one
      SET next_check_at = now(), updated_at = now()
     FROM payments payment
    WHERE payment.id = one.payment_id AND payment.method = $1
      AND (payment.reference = ANY($2::text[]) OR payment.receipt = ANY($2::text[]))
      AND one.operation IN ('authorize', 'capture') AND one.result <> 'succeeded'
      AND one.id = (SELECT max(id) FROM payment_operations
                     WHERE payment_id = payment.id AND operation IN ('authorize', 'capture'))
   RETURNING payment.order_number`,
);
