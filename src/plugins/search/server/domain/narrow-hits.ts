import { NO_PRICE, type DocumentColumns } from './document-columns';

const PRICE_BIT = 1;
const STOCK_BIT = 2;
const FIRST_FILTER_BIT = 4;

/** What hits are narrowed by. Amounts in minor units. */
export interface Narrowings {
  /** Each with the key of its facets and those of them that it wants. */
  filters: readonly { key: string; facets: readonly number[] }[];
  minPrice: number | undefined;
  maxPrice: number | undefined;
  /** Whether only what can be had is wanted. */
  stocked: boolean;
  /** What must stand side by side in the name, with a space before. */
  phrases: readonly string[];
  /** Whether a row can be had, wherever that is asked. */
  isAvailable: (row: number) => boolean;
}

/**
 * Hits and near misses. A hit that one narrowing leaves out keeps that one's bit, and two leave it out
 * altogether: each facet counts what would be there without its own filter.
 */
export interface NarrowedHits {
  /** In the order of the matches. */
  rows: Int32Array;
  /** Of each row where it stood among the matches. */
  turns: Int32Array;
  masks: Int32Array;
  /** Of each filter, in their order, its bit and the number of its key. */
  filters: { bit: number; key: number }[];
}

export function narrowHits(
  columns: DocumentColumns,
  matched: Int32Array,
  narrowings: Narrowings,
): NarrowedHits {
  const { filters, phrases, stocked, isAvailable, minPrice, maxPrice } = narrowings;
  const bits = filters.map((_, turn) => FIRST_FILTER_BIT << turn);
  const all = bits.reduce((sum, bit) => sum | bit, 0);
  const wanted = new Int32Array(all === 0 ? 0 : columns.facetRoom);
  filters.forEach(({ facets }, turn) => {
    for (const facet of facets) wanted[facet] = (wanted[facet] ?? 0) | (bits[turn] ?? 0);
  });
  const isPriced = minPrice !== undefined || maxPrice !== undefined;
  const [least, most] = [minPrice ?? 0, maxPrice ?? Infinity];
  const rows = new Int32Array(matched.length);
  const turns = new Int32Array(matched.length);
  const masks = new Int32Array(matched.length);
  let count = 0;
  for (let turn = 0; turn < matched.length; turn += 1) {
    const row = matched[turn] ?? 0;
    let mask = 0;
    if (isPriced) {
      const price = columns.price[row] ?? NO_PRICE;
      if (price === NO_PRICE || price < least || price > most) mask |= PRICE_BIT;
    }
    if (all !== 0) mask |= all & ~bitsOf(columns, row, wanted);
    if (stocked && !isAvailable(row)) mask |= STOCK_BIT;
    if ((mask & (mask - 1)) !== 0) continue;
    if (phrases.length > 0 && !hasAll(columns.lines[row] ?? '', phrases)) continue;
    rows[count] = row;
    turns[count] = turn;
    masks[count] = mask;
    count += 1;
  }
  return {
    rows: rows.subarray(0, count),
    turns: turns.subarray(0, count),
    masks: masks.subarray(0, count),
    filters: filters.map(({ key }, turn) => ({
      bit: bits[turn] ?? 0,
      key: columns.facetKeys.indexOf(key),
    })),
  };
}

const hasAll = (line: string, phrases: readonly string[]) =>
  phrases.every((phrase) => line.includes(phrase));

function bitsOf(columns: DocumentColumns, row: number, wanted: Int32Array): number {
  const start = columns.facetsAt[row] ?? 0;
  const end = start + (columns.facetCount[row] ?? 0);
  let bits = 0;
  for (let at = start; at < end; at += 1) bits |= wanted[columns.facets[at] ?? 0] ?? 0;
  return bits;
}

/** Whether a hit is left out by nothing. */
export const isHit = (mask: number) => mask === 0;
/** Whether it is left out by its price at the most. */
export const isHitAtAnyPrice = (mask: number) => (mask & ~PRICE_BIT) === 0;
/** Whether it is left out by its stock at the most. */
export const isHitInStockOrNot = (mask: number) => (mask & ~STOCK_BIT) === 0;
