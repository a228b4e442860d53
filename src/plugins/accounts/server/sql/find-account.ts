import { statement } from '../../../kernel/server/contract';

export interface AccountRow {
  id: number;
  document_id: string;
  email: string;
  first_name: string | null;
  last_name: string | null;
  password: string | null;
  confirmed: boolean;
  /** The database's clock. */
  now: Date;
}

/** A customer's account by its document id; none where it is blocked. */
export const findAccount = statement<[documentId: string], AccountRow>(
  'accounts.find_account',
  `SELECT id, document_id, email, first_name, last_name, password,
          coalesce(confirmed, false) AS confirmed, now() AS now
     FROM up_users
    WHERE document_id = $1 AND email IS NOT NULL AND blocked IS NOT TRUE`,
);
