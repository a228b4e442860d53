import { statement } from '../../../kernel/server/contract';

/** Marks a payment for a person to look at. */
export const markPayment = statement<[paymentId: string, review: string], never>(
  'payments.mark',
  `UPDATE payments SET review = $2, updated_at = now() WHERE document_id = $1`,
);
