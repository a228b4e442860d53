import { statement } from '../../../kernel/server/contract';

/** Seconds until an account may be tried again; no row where it may now. */
export const readLock = statement<[account: Buffer], { seconds: number }>(
  'accounts.read_lock',
  `SELECT ceil(extract(epoch FROM locked_until - now()))::integer AS seconds
     FROM login_failures
    WHERE account = $1 AND locked_until > now()`,
);
