import { statement } from '../../../kernel/server/contract';
import { operationColumns, type OperationRow } from './operation-row';

/** An operation by its document id. */
export const findOperation = statement<[documentId: string], OperationRow>(
  'payments.find_operation',
  `SELECT ${operationColumns}
     FROM payment_operations one
     JOIN payments payment ON payment.id = one.payment_id
     JOIN orders ON orders.id = payment.order_id
    WHERE one.document_id = $1`,
);
