import { statement } from '../../../kernel/server/contract';
import { selectCustomers, type CustomerRow } from './customer-row';

/** A customer by their document id or their numeric one. */
export const readCustomer = statement<[documentId: string, id: number | null], CustomerRow>(
  'orders.read_customer',
  selectCustomers(
    '(SELECT * FROM up_users WHERE (document_id = $1 OR id = $2) AND deleted_at IS NULL LIMIT 1)',
  ),
);
