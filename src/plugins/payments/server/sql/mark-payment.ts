import { statement } from '../../../kernel/server/contract';

/**
 * Marks a payment for a person to look at.
 *
 * @param isHeardAgain it may have been said before: who has looked into it is not called again
 */
export const markPayment = statement<
  [paymentId: string, review: string, isHeardAgain: boolean],
  { id: number }
>(
  'payments.mark',
  `UPDATE payments SET review = $2, updated_at = now()
    WHERE document_id = $1
      AND (NOT $3 OR (review IS DISTINCT FROM $2
                      AND looked_into -> -1 ->> 'why' IS DISTINCT FROM $2))
   RETURNING id`,
);
