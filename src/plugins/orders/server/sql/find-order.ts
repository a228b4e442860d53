import { statement } from '../../../kernel/server/contract';
import { selectOrder, type OrderRow } from './order-row';

/** An order by its document id or its number. */
export const findOrder = statement<[idOrNumber: string], OrderRow>(
  'orders.find',
  `${selectOrder} WHERE orders.document_id = $1 OR orders.number = $1 LIMIT 1`,
);
