import { statement } from '../../../kernel/server/contract';
import { nextUpdate } from './next-update';

/** Writes what has been paid of an order. */
export const writeMoney = statement<
  [orderRow: number, paymentStatus: string, amountPaid: number],
  { updated_at: Date }
>(
  'orders.write_money',
  `UPDATE orders SET payment_status = $2, amount_paid = $3, updated_at = ${nextUpdate}
    WHERE id = $1
   RETURNING updated_at`,
);
