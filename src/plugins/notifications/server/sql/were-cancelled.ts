import { statement } from '../../../kernel/server/contract';

/** Which of these orders have been cancelled once, whatever they are now. */
export const wereCancelled = statement<[orderIds: readonly string[]], { document_id: string }>(
  'notifications.were_cancelled',
  `SELECT document_id
     FROM orders
    WHERE document_id = ANY ($1::text[])
      AND EXISTS (SELECT FROM order_histories history
                   WHERE history.order_id = orders.id AND history.kind = 'status'
                     AND history."to" = 'cancelled')`,
);
