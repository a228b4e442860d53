import { statement } from '../../../kernel/server/contract';

/** Writes how the dispute of a payment stands, and that a person must look at it. */
export const writeDispute = statement<[paymentId: string, stage: string, review: string], never>(
  'payments.write_dispute',
  `UPDATE payments SET dispute = $2, review = $3, updated_at = now() WHERE document_id = $1`,
);
