import type { LeavingCustomer } from '../../../accounts/server/contract';
import { freeHolds } from '../../../inventory/server/contract';
import type { Transaction } from '../../../kernel/server/contract';
import { deleteCartsOf } from '../sql/delete-carts-of';
import { lockCartsOf } from '../sql/lock-carts-of';

/** Deletes the carts of a customer who leaves, those that became orders too, and frees what they hold. */
export async function forgetCarts(tx: Transaction, { userId }: LeavingCustomer): Promise<void> {
  // Before their lines are read: a call that is changing one may be at its end.
  await tx.query(lockCartsOf, [userId]);
  const lines = await tx.query(deleteCartsOf, [userId]);
  if (lines.length === 0) return;
  await freeHolds(
    tx,
    lines.map(({ hold_id: holdId }) => ({ holdId, keep: 0 })),
  );
}
