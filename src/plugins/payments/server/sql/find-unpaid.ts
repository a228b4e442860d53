import { statement } from '../../../kernel/server/contract';

/**
 * Whether an order was not paid in time and no payment of it is under way, or is one of nothing, which
 * is paid as it is. `$1` are the seconds that an order waits where the shop's settings do not say.
 */
export const isUnpaid = `orders.state = 'pending' AND orders.payment_method <> 'cash_on_delivery'
      AND (orders.total = 0 OR orders.placed_at <= now() - make_interval(secs =>
            coalesce((SELECT hold_minutes * 60 FROM shop_settings ORDER BY id LIMIT 1), $1)))
      AND NOT EXISTS (SELECT FROM payments
                       WHERE order_id = orders.id AND due_at > now()
                         AND state IN ('pending', 'failed'))`;

/**
 * Orders that were not paid in time, and orders of nothing, the oldest first.
 *
 * @param beside document ids of those that were tried already
 */
export const findUnpaid = statement<
  [seconds: number, most: number, beside: readonly string[]],
  { document_id: string }
>(
  'payments.find_unpaid',
  `SELECT orders.document_id
     FROM orders
    WHERE ${isUnpaid}
      AND orders.document_id <> ALL($3::text[])
    ORDER BY orders.placed_at
    LIMIT $2`,
);
