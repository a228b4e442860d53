import { statement } from '../../../kernel/server/contract';
import { historyColumns, historyShape, historyValues, type HistoryRow } from './history-row';

/** Writes what happened to an order just now. */
export const insertHistory = statement<[orderRow: number, entry: HistoryRow], never>(
  'orders.insert_history',
  `INSERT INTO order_histories (order_id, ${historyColumns})
   SELECT $1, ${historyValues}
     FROM jsonb_to_record($2::jsonb) AS told (${historyShape})`,
);
