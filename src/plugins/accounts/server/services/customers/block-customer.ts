import type { Transaction } from '../../../../kernel/server/contract';
import { setBlocked } from '../../sql/set-blocked';
import { endAllSessions } from '../sessions/sessions';
import { tellUpdated } from './tell-updated';

/**
 * Locks a customer out: when the transaction commits, every session ends, on sockets too, and no new
 * one begins. Blocked again, another reason takes the place of the first.
 *
 * @param reason for the people of the shop alone
 */
export async function blockCustomer(
  tx: Transaction,
  userId: number,
  reason: string | null,
): Promise<void> {
  await block(tx, userId, true, reason);
  await endAllSessions(tx, userId);
}

/** Lets a customer sign in again. */
export async function unblockCustomer(tx: Transaction, userId: number): Promise<void> {
  await block(tx, userId, false, null);
}

async function block(
  tx: Transaction,
  userId: number,
  blocked: boolean,
  reason: string | null,
): Promise<void> {
  const [customer] = await tx.query(setBlocked, [userId, blocked, reason]);
  if (customer !== undefined) await tellUpdated(tx, customer.document_id);
}
