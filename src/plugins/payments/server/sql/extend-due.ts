import { statement } from '../../../kernel/server/contract';

/**
 * Lets the order of a payment wait for it: for so many seconds from now, but no longer than the
 * ceiling since the order was placed.
 */
export const extendDue = statement<
  [paymentId: string, seconds: number, ceilingSeconds: number],
  never
>(
  'payments.extend_due',
  `UPDATE payments payment
      SET due_at = least(now() + make_interval(secs => $2),
                         orders.placed_at + make_interval(secs => $3))
     FROM orders
    WHERE payment.document_id = $1 AND orders.id = payment.order_id`,
);
