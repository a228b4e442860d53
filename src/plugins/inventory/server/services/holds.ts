import type { Transaction } from '../../../kernel/server/contract';
import { allocateHolds as allocateStatement } from '../sql/allocate-holds';
import { freeHolds as freeStatement } from '../sql/free-holds';
import { keepHolds as keepStatement } from '../sql/keep-holds';
import { tellAvailability } from './availability';

/** A hold that shall live on. */
export interface KeptHold {
  holdId: string;
  /**
   * A hold of the same stock row that takes this one in, so that a line never has more than one. It
   * gets its full life with it.
   */
  mergeInto?: string | undefined;
}

export interface HoldLife {
  /** A full life, from now on. */
  seconds: number;
  /** How long a hold can be prolonged since it was first taken; undefined for no ceiling. */
  ceilingSeconds: number | undefined;
}

/**
 * Gives claims and holds their full life.
 *
 * @returns when each expires, for those that live on. A claim, or the hold that should have taken it
 *   in, is missing where it has expired or ended: it must be claimed anew
 */
export async function keepHolds(
  tx: Transaction,
  holds: readonly KeptHold[],
  { seconds, ceilingSeconds }: HoldLife,
): Promise<Map<string, Date>> {
  if (holds.length === 0) return new Map();
  const rows = await tx.query(keepStatement, [
    holds.map(({ holdId }) => holdId),
    holds.map(({ mergeInto }) => mergeInto ?? null),
    seconds,
    ceilingSeconds ?? null,
  ]);
  return new Map(rows.map((row) => [row.id, row.expires_at]));
}

/** A hold that shall have less, or nothing. */
export interface FreedHold {
  holdId: string;
  /** Units that it keeps; with 0 it ends. */
  keep: number;
}

/**
 * Frees what holds have beyond what they shall keep, for others to take when the transaction commits.
 * Those that have ended before are passed by, so it may be called twice. It locks the stock rows: do
 * it last in the transaction.
 */
export async function freeHolds(tx: Transaction, holds: readonly FreedHold[]): Promise<void> {
  if (holds.length === 0) return;
  const freed = await tx.query(freeStatement, [
    holds.map(({ holdId }) => holdId),
    holds.map(({ keep }) => keep),
  ]);
  tx.onCommit(() => tellAvailability(freed.map((hold) => hold.stock_level_id)));
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
