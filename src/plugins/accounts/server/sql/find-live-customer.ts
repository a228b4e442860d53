import { statement } from '../../../kernel/server/contract';

/** A customer by the document id or the numeric one; none who has deleted the account. */
export const findLiveCustomer = statement<[documentId: string, id: number | null], { id: number }>(
  'accounts.find_live_customer',
  `SELECT id FROM up_users WHERE (document_id = $1 OR id = $2) AND deleted_at IS NULL`,
);
