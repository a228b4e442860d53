import { statement } from '../../../kernel/server/contract';

/** Marks a payment for a person to look at, or writes how its dispute stands. */
export const markPayment = statement<
  [paymentId: string, review: string | null, dispute: string | null],
  never
>(
  'payments.mark',
  `UPDATE payments
      SET review = coalesce($2, review), dispute = coalesce($3, dispute), updated_at = now()
    WHERE document_id = $1`,
);
