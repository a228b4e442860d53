import { statement } from '../../../kernel/server/contract';

/** Whether there is an order. */
export const findOrder = statement<[documentId: string], { id: number }>(
  'realtime.find_order',
  `SELECT id FROM orders WHERE document_id = $1`,
);
