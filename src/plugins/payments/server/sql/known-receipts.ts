import { statement } from '../../../kernel/server/contract';

/** Which of these receipts stand in our books. */
export const knownReceipts = statement<
  [method: string, receipts: readonly string[]],
  { receipt: string }
>(
  'payments.known_receipts',
  'SELECT receipt FROM payments WHERE method = $1 AND receipt = ANY ($2::text[])',
);
