import { statement } from '../../../kernel/server/contract';
import type { OrderStatus } from '../../../orders/server/contract';

/**
 * Orders of a customer to which money is owed back, or of which a payment is authorized or disputed, or
 * has an operation whose end is not known yet.
 */
export const findOpenMoney = statement<
  [customerId: number, most: number],
  { number: string; status: OrderStatus }
>(
  'payments.find_open_money',
  `SELECT orders.number, orders.state AS status
     FROM orders
    WHERE orders.customer_id = $1
      AND (orders.disputed
           OR (amount_paid > 0 AND (orders.state = 'cancelled' OR amount_paid > total))
           OR EXISTS (
             SELECT FROM payments payment
              WHERE payment.order_id = orders.id
                AND (payment.state = 'authorized' OR payment.dispute = 'open'
                     OR EXISTS (SELECT FROM payment_operations
                                 WHERE payment_id = payment.id
                                   AND (result IN ('started', 'pending', 'unknown')
                                        OR approval = 'waiting')))))
    ORDER BY orders.placed_at
    LIMIT $2`,
);
