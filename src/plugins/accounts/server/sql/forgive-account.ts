import { statement } from '../../../kernel/server/contract';

/** Opens an account again that failed log-ins have locked. */
export const forgiveAccount = statement<[account: Buffer], never>(
  'accounts.forgive_account',
  `DELETE FROM login_failures WHERE account = $1`,
);
