import { statement } from '../../../kernel/server/contract';

/** Writes who has decided on a refund that waited; it is begun for the first time now. */
export const decideApproval = statement<[operationId: string, by: string], never>(
  'payments.decide_approval',
  `UPDATE payment_operations SET approved_by = left($2, 255), tries = 1, updated_at = now()
    WHERE document_id = $1`,
);
