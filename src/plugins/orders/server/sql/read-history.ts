import { statement } from '../../../kernel/server/contract';
import type { HistoryRecord } from '../domain/present-history';

/** What happened to an order; what is internal only for the people of the shop. */
export const readHistory = statement<
  [orderDocumentId: string, withInternal: boolean],
  HistoryRecord
>(
  'orders.read_history',
  `SELECT history.kind, history."to", history.at, history.actor,
          history.actor_name AS "actorName", history.change, history.note, history.internal
     FROM order_histories history
     JOIN orders ON orders.id = history.order_id
    WHERE orders.document_id = $1 AND ($2 OR NOT history.internal)
    ORDER BY history.id`,
);
