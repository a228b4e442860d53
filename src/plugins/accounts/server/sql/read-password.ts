import { statement } from '../../../kernel/server/contract';

export const readPassword = statement<[userId: number], { password: string | null }>(
  'accounts.read_password',
  `SELECT password FROM up_users WHERE id = $1 FOR UPDATE`,
);
