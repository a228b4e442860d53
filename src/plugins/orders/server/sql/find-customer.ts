import { statement } from '../../../kernel/server/contract';

/** A customer by their document id or their numeric one. */
export const findCustomer = statement<[documentId: string, id: number | null], { id: number }>(
  'orders.find_customer',
  `SELECT id FROM up_users WHERE document_id = $1 OR id = $2 LIMIT 1`,
);
