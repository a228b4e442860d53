import { statement } from '../../../kernel/server/contract';

/** What a log-in is checked against, by the e-mail address or the name, in lower case. */
export const findCredentials = statement<
  [identifier: string],
  { id: number; email: string | null; password: string | null; blocked: boolean | null }
>(
  'accounts.find_credentials',
  `SELECT id, email, password, blocked
     FROM up_users
    WHERE (lower(email) = $1 OR lower(username) = $1) AND provider = 'local'
    ORDER BY lower(email) = $1 DESC
    LIMIT 1`,
);
