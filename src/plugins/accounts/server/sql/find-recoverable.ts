import { statement } from '../../../kernel/server/contract';

/** The account of an address (in lower case) to which a mail about it may go. */
export const findRecoverable = statement<
  [email: string],
  { document_id: string; confirmed: boolean }
>(
  'accounts.find_recoverable',
  `SELECT document_id, coalesce(confirmed, false) AS confirmed
     FROM up_users
    WHERE lower(email) = $1 AND provider = 'local' AND blocked IS NOT TRUE`,
);
