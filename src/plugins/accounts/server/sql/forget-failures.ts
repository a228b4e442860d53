import { statement } from '../../../kernel/server/contract';

/**
 * Forgets the failures of an account whose password was right. Where it has been locked meanwhile,
 * the lock stays and its seconds come back.
 */
export const forgetFailures = statement<[account: Buffer], { seconds: number }>(
  'accounts.forget_failures',
  `WITH forgotten AS (
     DELETE FROM login_failures
      WHERE account = $1 AND (locked_until IS NULL OR locked_until <= now())
   )
   SELECT ceil(extract(epoch FROM locked_until - now()))::integer AS seconds
     FROM login_failures
    WHERE account = $1 AND locked_until > now()`,
);
