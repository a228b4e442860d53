import type { LeavingCustomer } from '../../../accounts/server/contract';
import type { Transaction } from '../../../kernel/server/contract';
import { leaveReviews } from '../sql/leave-reviews';

/** Makes what a customer who leaves has written nobody's. Stars and votes stay counted. */
export async function forgetAuthor(tx: Transaction, { userId }: LeavingCustomer): Promise<void> {
  await tx.query(leaveReviews, [userId]);
}
