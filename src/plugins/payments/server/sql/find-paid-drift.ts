import { statement } from '../../../kernel/server/contract';

/** Orders that say they were paid something else than their payments. */
export const findPaidDrift = statement<[], { number: string; paid: number; should: number }>(
  'payments.find_paid_drift',
  `SELECT orders.number, orders.amount_paid AS paid, kept.should
     FROM orders
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(amount_captured - amount_refunded), 0)::bigint AS should
        FROM payments
       WHERE order_id = orders.id
    ) kept
    WHERE orders.amount_paid <> kept.should
    ORDER BY orders.number`,
);
