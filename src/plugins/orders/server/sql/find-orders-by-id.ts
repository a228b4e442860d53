import { statement } from '../../../kernel/server/contract';
import { selectOrder, type OrderRow } from './order-row';

/** Orders by their document ids. */
export const findOrdersById = statement<[documentIds: readonly string[]], OrderRow>(
  'orders.find_by_id',
  `${selectOrder} WHERE orders.document_id = ANY ($1::text[])`,
);
