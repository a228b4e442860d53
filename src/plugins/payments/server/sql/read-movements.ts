import { statement } from '../../../kernel/server/contract';
import type { OurMovement } from '../domain/reconcile';

/**
 * Money that has moved by a method in a time, and whatever else has one of the names that the
 * provider's list has.
 */
export const readMovements = statement<
  [method: string, from: Date, to: Date, names: string[], orderNumbers: string[]],
  { movement: OurMovement }
>(
  'payments.read_movements',
  `SELECT jsonb_build_object(
            'id', one.document_id, 'operation', one.operation, 'amount', one.amount,
            'currency', one.currency, 'paymentId', payment.document_id,
            'orderNumber', payment.order_number, 'reference', payment.reference,
            'receipt', payment.receipt, 'providerId', one.provider_id,
            'isDue', due.is_due) AS movement
     FROM payment_operations one
     JOIN payments payment ON payment.id = one.payment_id
    CROSS JOIN LATERAL (
      SELECT coalesce(one.decided_at >= $2 AND one.decided_at < $3, false) AS is_due
    ) due
    WHERE payment.method = $1 AND one.result = 'succeeded' AND one.operation IN ('capture', 'refund')
      AND (due.is_due OR payment.reference = ANY($4::text[]) OR payment.receipt = ANY($4::text[])
           OR payment.order_number = ANY($5::text[]))
    ORDER BY one.id`,
);
