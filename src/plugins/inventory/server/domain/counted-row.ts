import type { CsvColumns, CsvRow } from '../../../kernel/server/contract';

/** The columns of a stock count; `store` is the store's code. */
export const stockColumns = {
  sku: { spellings: ['sku', 'Variant SKU'], required: true },
  store: { spellings: ['store'], required: true },
  onHand: { spellings: ['onHand', 'on_hand'], required: true },
} as const satisfies CsvColumns<string>;

/** A row of a stock count. */
export interface CountedRow {
  line: number;
  sku: string;
  store: string;
  onHand: number;
}

/**
 * Reads a row of a stock count.
 *
 * @param most what a store can have at most
 */
export function readCountedRow(
  { line, cells }: CsvRow<keyof typeof stockColumns>,
  most: number,
): { kind: 'row'; row: CountedRow } | { kind: 'refused'; reason: string } {
  // A spreadsheet's apostrophe keeps digits from becoming a number and is no part of the SKU.
  const sku = cells.sku.trim().replace(/^'/, '').trim();
  const store = cells.store.trim();
  const count = cells.onHand.trim();
  const onHand = /^\d+$/.test(count) ? Number(count) : Number.NaN;
  const refuse = (reason: string) => ({ kind: 'refused', reason }) as const;
  if (sku === '') return refuse('sku is empty');
  if (store === '') return refuse('store is empty');
  if (Number.isNaN(onHand)) {
    return refuse(`onHand "${count.slice(0, 40)}" is not a whole number from 0`);
  }
  if (onHand > most) return refuse(`onHand is more than ${most}`);
  return { kind: 'row', row: { line, sku, store, onHand } };
}
