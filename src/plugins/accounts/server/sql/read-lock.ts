import { statement } from '../../../kernel/server/contract';

/** Seconds until an address may try again; no row where it may now. */
export const readLock = statement<[emailHash: Buffer], { seconds: number }>(
  'accounts.read_lock',
  `SELECT ceil(extract(epoch FROM locked_until - now()))::integer AS seconds
     FROM failed_logins
    WHERE email_hash = $1 AND locked_until > now()`,
);
