import { statement } from '../../../kernel/server/contract';

export const forgetFailures = statement<[emailHash: Buffer], never>(
  'accounts.forget_failures',
  `DELETE FROM failed_logins WHERE email_hash = $1`,
);
