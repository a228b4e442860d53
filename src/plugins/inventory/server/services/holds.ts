import type { Transaction } from '../../../kernel/server/contract';
import { allocateHolds as allocateStatement } from '../sql/allocate-holds';
import { attachHold as attachStatement } from '../sql/attach-hold';
import { mergeHold } from '../sql/merge-hold';
import { releaseHolds as releaseStatement } from '../sql/release-holds';
import { renewHolds as renewStatement } from '../sql/renew-holds';
import { shrinkHold as shrinkStatement } from '../sql/shrink-hold';

export type AttachResult =
  | { kind: 'attached'; holdId: string; quantity: number; expiresAt: Date }
  /** The claim, or the hold it should have gone into, has expired or ended. */
  | { kind: 'lost' };

/**
 * Gives a claim its full life, or puts it into the hold that the cart line has already, so that a
 * line never has more than one.
 *
 * @param seconds the full life, from now on
 * @param mergeInto a hold of the same stock row; its quantity grows by the claim's
 * @returns the hold that the line has from now on and its whole quantity
 */
export async function attachHold(
  tx: Transaction,
  { holdId, seconds, mergeInto }: { holdId: string; seconds: number; mergeInto?: string },
): Promise<AttachResult> {
  const [row] =
    mergeInto === undefined
      ? await tx.query(attachStatement, [holdId, seconds])
      : await tx.query(mergeHold, [holdId, mergeInto, seconds]);
  if (row === undefined) return { kind: 'lost' };
  return {
    kind: 'attached',
    holdId: mergeInto ?? holdId,
    quantity: row.quantity,
    expiresAt: row.expires_at,
  };
}

/**
 * Gives holds their full life again.
 *
 * @param seconds the full life, from now on
 * @returns when each expires, for those that were still live; the others must be claimed anew
 */
export async function renewHolds(
  tx: Transaction,
  holdIds: readonly string[],
  seconds: number,
): Promise<Map<string, Date>> {
  if (holdIds.length === 0) return new Map();
  const rows = await tx.query(renewStatement, [[...holdIds], seconds]);
  return new Map(rows.map((row) => [row.id, row.expires_at]));
}

/**
 * Lowers a hold's quantity and frees the rest at once. It locks the stock row: do it last in the
 * transaction.
 *
 * @param quantity what the hold shall have, at least 1 and less than it has
 * @returns `lost` where the hold has expired, has ended or does not have more than that
 */
export async function shrinkHold(
  tx: Transaction,
  holdId: string,
  quantity: number,
): Promise<{ kind: 'shrunk'; freed: number; expiresAt: Date } | { kind: 'lost' }> {
  const [row] = await tx.query(shrinkStatement, [holdId, quantity]);
  if (row === undefined) return { kind: 'lost' };
  return { kind: 'shrunk', freed: row.freed, expiresAt: row.expires_at };
}

/**
 * Ends holds, whose stock is free when the transaction commits. Those that have ended before are
 * passed by, so it may be called twice. It locks the stock rows: do it last in the transaction.
 */
export async function releaseHolds(tx: Transaction, holdIds: readonly string[]): Promise<void> {
  if (holdIds.length === 0) return;
  await tx.query(releaseStatement, [[...holdIds]]);
}

export interface Allocation {
  holdId: string;
  /** Document id of the order line that the goods are for. */
  orderLineId: string;
}

/**
 * Makes live holds an order's. No stock row is touched, so checkouts of held goods do not wait for
 * each other.
 *
 * @param orderId the order's document id
 * @returns `lost` with the holds that have expired or ended: roll the transaction back
 */
export async function allocateHolds(
  tx: Transaction,
  allocations: readonly Allocation[],
  orderId: string,
): Promise<{ kind: 'allocated' } | { kind: 'lost'; holdIds: string[] }> {
  const holdIds = allocations.map(({ holdId }) => holdId);
  const lineIds = allocations.map(({ orderLineId }) => orderLineId);
  const rows = await tx.query(allocateStatement, [holdIds, lineIds, orderId]);
  const live = new Set(rows.map(({ id }) => id));
  const lost = holdIds.filter((id) => !live.has(id));
  return lost.length === 0 ? { kind: 'allocated' } : { kind: 'lost', holdIds: lost };
}
