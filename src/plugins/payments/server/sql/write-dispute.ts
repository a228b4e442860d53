import { statement } from '../../../kernel/server/contract';

/**
 * Writes how the disputes of a payment stand, each and together, and that a person must look at it.
 *
 * @param disputes a JSON array
 */
export const writeDispute = statement<
  [paymentId: string, stage: string, disputes: string, review: string],
  never
>(
  'payments.write_dispute',
  `UPDATE payments SET dispute = $2, disputes = $3::jsonb, review = $4, updated_at = now()
    WHERE document_id = $1`,
);
