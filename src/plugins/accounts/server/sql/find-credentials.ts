import { statement } from '../../../kernel/server/contract';

/** What a log-in is checked against. */
export const findCredentials = statement<
  [email: string],
  { id: number; password: string | null; blocked: boolean | null }
>(
  'accounts.find_credentials',
  `SELECT id, password, blocked FROM up_users WHERE lower(email) = $1 AND provider = 'local'`,
);
