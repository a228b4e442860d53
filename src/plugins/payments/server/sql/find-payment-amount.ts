import { statement } from '../../../kernel/server/contract';

/** What a payment is to bring, by what its provider calls it or its money, or by its callback's token. */
export const findPaymentAmount = statement<
  [method: string, reference: string | null, callbackToken: string | null, receipt: string | null],
  { amount: number }
>(
  'payments.find_amount',
  `SELECT amount
     FROM payments
    WHERE method = $1 AND (reference = $2 OR callback_token = $3 OR receipt = $4)
    LIMIT 1`,
);
