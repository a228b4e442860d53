import { statement } from '../../../kernel/server/contract';

/**
 * Says when a provider is asked again whose answer has changed nothing; null for never. Where nobody would
 * be asked any more it stays so.
 */
export const putQuestionOff = statement<[operationId: string, seconds: number | null], never>(
  'payments.put_question_off',
  `UPDATE payment_operations
      SET next_check_at = now() + make_interval(secs => $2::float8), updated_at = now()
    WHERE document_id = $1 AND next_check_at IS NOT NULL`,
);
