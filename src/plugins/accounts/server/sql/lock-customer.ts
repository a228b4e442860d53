import { statement } from '../../../kernel/server/contract';

/** Locks a customer's row, also against rows that are about to name it; none where it was deleted. */
export const lockCustomer = statement<
  [userId: number],
  { document_id: string; email: string; confirmed: boolean }
>(
  'accounts.lock_customer',
  `SELECT document_id, lower(email) AS email, confirmed IS TRUE AS confirmed
     FROM up_users
    WHERE id = $1 AND deleted_at IS NULL
      FOR UPDATE`,
);
