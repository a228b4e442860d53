import { statement } from '../../../kernel/server/contract';

/** Payments whose amounts are not those of their operations. */
export const findPaymentDrift = statement<
  [],
  { id: string; number: string; captured: number; refunded: number; refunding: number }
>(
  'payments.find_payment_drift',
  `SELECT payment.document_id AS id, payment.order_number AS number, should.captured,
          should.refunded, should.refunding
     FROM payments payment
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(amount) FILTER (WHERE operation = 'capture' AND result = 'succeeded'), 0)
               ::bigint AS captured,
             coalesce(sum(amount) FILTER (WHERE operation = 'refund' AND result = 'succeeded'), 0)
               ::bigint AS refunded,
             coalesce(sum(amount) FILTER (WHERE operation = 'refund'
                                            AND result IN ('started', 'pending', 'unknown')), 0)
               ::bigint AS refunding
        FROM payment_operations
       WHERE payment_id = payment.id
    ) should
    WHERE payment.amount_captured <> should.captured
       OR payment.amount_refunded <> should.refunded
       OR payment.amount_refunding <> should.refunding
    ORDER BY payment.id`,
);
