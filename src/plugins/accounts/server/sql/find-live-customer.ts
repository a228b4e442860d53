import { statement } from '../../../kernel/server/contract';

/** A customer by the document id; none who has deleted the account. */
export const findLiveCustomer = statement<[documentId: string], { id: number }>(
  'accounts.find_live_customer',
  `SELECT id FROM up_users WHERE document_id = $1 AND deleted_at IS NULL`,
);
