import { statement } from '../../../kernel/server/contract';

/**
 * Orders that were not paid in time and for which no payment is under way, and orders of nothing,
 * which are paid as they are.
 *
 * @param seconds how long an order waits where the shop's settings do not say
 */
export const findUnpaid = statement<
  [seconds: number, most: number],
  { document_id: string; free: boolean }
>(
  'payments.find_unpaid',
  `SELECT orders.document_id, orders.total = 0 AS free
     FROM orders
    WHERE orders.state = 'pending' AND orders.payment_method <> 'cash_on_delivery'
      AND (orders.total = 0 OR orders.placed_at <= now() - make_interval(secs =>
            coalesce((SELECT hold_minutes * 60 FROM shop_settings ORDER BY id LIMIT 1), $1)))
      AND NOT EXISTS (SELECT FROM payments
                       WHERE order_id = orders.id AND due_at > now()
                         AND state IN ('pending', 'failed'))
    ORDER BY orders.placed_at
    LIMIT $2`,
);
