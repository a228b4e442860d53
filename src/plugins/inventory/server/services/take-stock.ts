import type { Queryable, Transaction } from '../../../kernel/server/contract';
import { findStoreByCode } from '../sql/find-store-by-code';
import { adjustStock, type RefusedAdjustment } from './adjust-stock';

/** What a file says a store has of a variant. Numeric ids. */
export interface CountedStock {
  variantId: number;
  storeId: number;
  onHand: number;
}

/** The numeric id of the store that has a code; undefined where none has. */
export async function storeOfCode(db: Queryable, code: string): Promise<number | undefined> {
  const [store] = await db.query(findStoreByCode, [code]);
  return store?.id;
}

/**
 * Sets what stores have to what a file says. Rows that cannot be so are left as they are, and the
 * others are set. It locks the stock rows: do it last in the transaction.
 *
 * @param rows each variant and store at most once
 * @returns the rows that cannot be so, with reasons
 */
export async function takeStock<Row extends CountedStock>(
  tx: Transaction,
  rows: readonly Row[],
): Promise<(Row & { reason: string })[]> {
  const first = await adjustStock(tx, rows, BY_IMPORT);
  if (first.kind === 'adjusted') return [];
  const refused = new Map(first.rows.map((row) => [keyOf(row), row]));
  const others = rows.filter((row) => !refused.has(keyOf(row)));
  const second = await adjustStock(tx, others, BY_IMPORT);
  // The first try holds the locks, so nothing can have come between.
  if (second.kind === 'refused') throw new Error('Stock changed under its lock');
  return rows.flatMap((row) => {
    const refusal = refused.get(keyOf(row));
    return refusal === undefined ? [] : [{ ...row, reason: reasonOf(refusal) }];
  });
}

const BY_IMPORT = { kind: 'imported', actor: 'import' } as const;

function keyOf({ variantId, storeId }: { variantId: number; storeId: number }): string {
  return `${variantId}:${storeId}`;
}

function reasonOf({ onHand, reserved }: RefusedAdjustment): string {
  return `${onHand} on hand cannot be: ${reserved} are reserved for carts and orders`;
}
