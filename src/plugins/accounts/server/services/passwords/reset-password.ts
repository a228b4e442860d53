import { createHash } from 'node:crypto';
import type { Core } from '@strapi/strapi';
import type { Transaction } from '../../../../kernel/server/contract';
import { confirmAddress } from '../../sql/confirm-address';
import { forgiveAccount } from '../../sql/forgive-account';
import { lockSessions } from '../../sql/lock-sessions';
import { accountOfMailToken } from './mail-tokens';
import { replacePassword } from './replace-password';

/**
 * Sets a new password by a token that came by mail. It works once: of two callers at once, the second
 * finds another password than the token was made for. Every session ends, a lock is lifted, and the
 * address is verified by the way.
 *
 * @throws Refusal MAIL_TOKEN_INVALID
 */
export async function resetPassword(
  strapi: Core.Strapi,
  tx: Transaction,
  { token, passwordHash }: { token: string; passwordHash: string },
): Promise<void> {
  const { userId } = await accountOfMailToken(strapi, tx, 'reset-password', token);
  await tx.query(lockSessions, [userId]);
  const account = await accountOfMailToken(strapi, tx, 'reset-password', token);
  await replacePassword(tx, userId, passwordHash);
  await tx.query(confirmAddress, [userId]);
  const key = createHash('sha256').update(account.email.toLowerCase()).digest();
  await tx.query(forgiveAccount, [key]);
}

/**
 * Takes a customer's address for verified, by a token that came by mail. A second time changes nothing.
 *
 * @throws Refusal MAIL_TOKEN_INVALID
 */
export async function verifyEmail(
  strapi: Core.Strapi,
  tx: Transaction,
  token: string,
): Promise<void> {
  const { userId } = await accountOfMailToken(strapi, tx, 'verify-email', token);
  await tx.query(confirmAddress, [userId]);
}
