import { statement } from '../../../kernel/server/contract';

/** Whether an order has been cancelled once, whatever it is now. */
export const wasCancelled = statement<[orderId: string], { id: number }>(
  'notifications.was_cancelled',
  `SELECT orders.id
     FROM orders
     JOIN order_histories history ON history.order_id = orders.id
    WHERE orders.document_id = $1 AND history.kind = 'status' AND history."to" = 'cancelled'
    LIMIT 1`,
);
