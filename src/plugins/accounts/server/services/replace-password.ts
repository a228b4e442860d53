import type { Transaction } from '../../../kernel/server/contract';
import { changePassword } from '../sql/change-password';
import { endAllSessions } from './sessions';

/**
 * Gives an account another password. Whoever is signed in with the old one is signed out, the caller
 * too.
 */
export async function replacePassword(
  tx: Transaction,
  userId: number,
  passwordHash: string,
): Promise<void> {
  await tx.query(changePassword, [userId, passwordHash]);
  await endAllSessions(tx, userId);
}
