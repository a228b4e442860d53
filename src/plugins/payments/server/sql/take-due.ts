import { statement } from '../../../kernel/server/contract';
import { operationColumns, type OperationRow } from './operation-row';

/**
 * Takes operations of a provider that somebody must ask about, or begin, now. They are due again after a minute,
 * where whoever took them does not come back. Taken is what `mayBeCalled` lets be called.
 */
export const takeDue = statement<[most: number, method: string], OperationRow>(
  'payments.take_due',
  `WITH taken AS (
     UPDATE payment_operations
        SET next_check_at = now() + interval '60 s', tries = tries + 1, updated_at = now()
      WHERE id IN (
        SELECT due.id
          FROM payment_operations due
          JOIN payments payment ON payment.id = due.payment_id
         WHERE due.next_check_at <= now() AND payment.method = $2
           AND due.approval <> 'waiting'
           AND (due.result IN ('started', 'pending', 'unknown')
                OR due.operation IN ('authorize', 'capture'))
         ORDER BY due.next_check_at
         LIMIT $1
           FOR UPDATE OF due SKIP LOCKED)
     RETURNING *
   )
   SELECT ${operationColumns}
     FROM taken one
     JOIN payments payment ON payment.id = one.payment_id
     JOIN orders ON orders.id = payment.order_id
    ORDER BY one.id`,
);
