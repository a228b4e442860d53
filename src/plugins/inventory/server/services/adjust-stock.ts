import { newDocumentId, type Transaction } from '../../../kernel/server/contract';
import { adjustStock as adjustStatement } from '../sql/adjust-stock';
import type { StockChangeRow } from '../sql/movements';
import { openStockLevels } from '../sql/open-stock-levels';
import { reclaimExpired } from '../sql/reclaim-expired';
import { publishStockChanges } from './stock-changed';

/** A store never has more of a variant than this, so that no sum leaves a whole number's range. */
export const MOST_ON_HAND = 1_000_000_000;

/** Why stock changed, as the movement says. */
export type MovementKind = 'initial' | 'received' | 'adjusted' | 'imported' | 'returned';

export type StockAdjustment = {
  /** Numeric ids. */
  variantId: number;
  storeId: number;
  /** Shown to staff beside the movement. */
  reason?: string | undefined;
  /** What the store had when the change was thought of: it is refused where that has changed. */
  seen?: number | undefined;
} & ({ onHand: number } | { delta: number });

export interface Adjuster {
  kind: MovementKind;
  /** Who did it, for the movement. */
  actor: string;
}

export interface RefusedAdjustment {
  variantId: number;
  storeId: number;
  /** What the store has now, where that is not what the caller has seen. */
  unseen: number | undefined;
  /** What the store would have had. */
  onHand: number;
  reserved: number;
}

/**
 * Sets what stores have of variants, or changes it by a difference: all rows or none. Stock rows that
 * are missing are made; a row that stays as it is leaves no movement. Expired holds do not stand in
 * the way. It locks the stock rows: do it last in the transaction.
 *
 * @param rows each stock row at most once
 * @returns how many rows changed; or those that are not as they were seen, or would fall below what is
 *   reserved (or below zero, or above {@link MOST_ON_HAND}), nothing having changed but rows made
 * @throws Error where a stock row comes twice
 */
export async function adjustStock(
  tx: Transaction,
  rows: readonly StockAdjustment[],
  { kind, actor }: Adjuster,
): Promise<{ kind: 'adjusted'; changed: number } | { kind: 'refused'; rows: RefusedAdjustment[] }> {
  if (rows.length === 0) return { kind: 'adjusted', changed: 0 };
  if (new Set(rows.map((row) => `${row.variantId}:${row.storeId}`)).size < rows.length) {
    throw new Error('adjustStock was given the same stock row twice');
  }
  const variantIds = rows.map((row) => row.variantId);
  const storeIds = rows.map((row) => row.storeId);
  await tx.query(openStockLevels, [rows.map(() => newDocumentId()), variantIds, storeIds]);
  await tx.query(reclaimExpired, [variantIds, storeIds]);
  const outcome = await tx.query(adjustStatement, [
    variantIds,
    storeIds,
    rows.map((row) => ('onHand' in row ? row.onHand : null)),
    rows.map((row) => ('delta' in row ? row.delta : null)),
    rows.map((row) => row.reason ?? null),
    kind,
    actor,
    MOST_ON_HAND,
    rows.map((row) => row.seen ?? null),
  ]);
  const refused = outcome.filter((row) => row.refused);
  if (refused.length > 0) {
    return {
      kind: 'refused',
      rows: refused.map((row) => ({
        variantId: row.variant_id,
        storeId: row.store_id,
        unseen: row.unseen ?? undefined,
        onHand: row.target,
        reserved: row.reserved,
      })),
    };
  }
  const changed = outcome.filter(
    (row): row is typeof row & StockChangeRow => row.document_id !== null,
  );
  await publishStockChanges(tx, changed);
  return { kind: 'adjusted', changed: changed.length };
}
