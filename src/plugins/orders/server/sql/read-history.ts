import { statement } from '../../../kernel/server/contract';

/** The states that an order went through, for its buyer. */
export const readHistory = statement<
  [orderDocumentId: string],
  { to: string; at: Date; note: string | null }
>(
  'orders.read_history',
  `SELECT history."to", history.at, history.note
     FROM order_histories history
     JOIN orders ON orders.id = history.order_id
    WHERE orders.document_id = $1 AND NOT history.internal
    ORDER BY history.id`,
);
