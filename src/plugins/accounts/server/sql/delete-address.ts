import { statement } from '../../../kernel/server/contract';

/** Deletes an address of a customer. No row comes back where it is not theirs. */
export const deleteAddress = statement<
  [userId: number, documentId: string],
  { document_id: string }
>(
  'accounts.delete_address',
  `DELETE FROM addresses WHERE user_id = $1 AND document_id = $2 RETURNING document_id`,
);
