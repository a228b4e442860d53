import { publish, type Transaction } from '../../../../kernel/server/contract';
import { changePassword } from '../../sql/change-password';
import { endAllSessions } from '../sessions/sessions';

/**
 * Gives an account another password. Whoever is signed in with the old one is signed out, the caller
 * too, and the customer is told.
 */
export async function replacePassword(
  tx: Transaction,
  userId: number,
  passwordHash: string,
): Promise<void> {
  const [account] = await tx.query(changePassword, [userId, passwordHash]);
  await endAllSessions(tx, userId);
  if (account === undefined) return;
  const documentId = account.document_id;
  await publish(tx, [
    { event: 'customer.password_changed', subject: documentId, payload: { documentId } },
  ]);
}
