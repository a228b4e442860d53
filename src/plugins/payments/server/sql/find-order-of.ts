import { statement } from '../../../kernel/server/contract';

/** The order of a number, as somebody typed it. */
export const findOrderOf = statement<[number: string], { document_id: string }>(
  'payments.find_order_of',
  `SELECT document_id FROM orders WHERE number = upper(btrim($1))`,
);
