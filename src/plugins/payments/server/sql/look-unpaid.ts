import { statement } from '../../../kernel/server/contract';
import { isUnpaid } from './find-unpaid';

/** Whether an order is one of `findUnpaid`, and of nothing. Look with its row locked. */
export const lookUnpaid = statement<[seconds: number, orderId: string], { free: boolean }>(
  'payments.look_unpaid',
  `SELECT orders.total = 0 AS free
     FROM orders
    WHERE ${isUnpaid}
      AND orders.document_id = $2`,
);
