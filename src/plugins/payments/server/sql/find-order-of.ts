import { statement } from '../../../kernel/server/contract';

/** The order of a number, as somebody typed it: in groups, with a sign before it, in small letters. */
export const findOrderOf = statement<[number: string], { document_id: string }>(
  'payments.find_order_of',
  `SELECT document_id FROM orders WHERE number = upper(regexp_replace($1, '[^A-Za-z0-9]', '', 'g'))`,
);
