import type { Queryable } from '../../../kernel/server/contract';
import { readAvailability, type AvailabilityRow } from '../sql/read-availability';

type Listener = (stockLevelIds: readonly number[]) => void;

const listeners = new Set<Listener>();

/**
 * Has `listener` called in this process after each commit of this process that has changed what can be
 * sold of stock rows: by holds as well, of which nothing is written but the hold. It is on the way of a
 * request: it may note them down, and no more.
 *
 * @returns what ends that
 */
export function onAvailability(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Tells of stock rows of which more or less can be sold now, after the commit. */
export function tellAvailability(stockLevelIds: readonly number[]): void {
  if (stockLevelIds.length === 0) return;
  for (const listener of listeners) listener(stockLevelIds);
}

/** A SKU at a store; `storeId` is its document id. */
export interface StockPlace {
  storeId: string;
  sku: string;
}

export interface StockReading extends StockPlace {
  /** Numeric; null where the store has never had it. */
  stockLevelId: number | null;
  available: number;
  /** Milliseconds until a hold expires and more can be sold without anybody doing anything. */
  moreIn: number | null;
}

/**
 * What can be sold now of SKUs at stores. Places that the public may not know of are left out.
 *
 * @param places a few hundred at most
 */
export async function readStock(
  database: Queryable,
  places: readonly StockPlace[],
): Promise<StockReading[]> {
  const rows = await database.query(readAvailability, [
    places.map(({ storeId }) => storeId),
    places.map(({ sku }) => sku),
  ]);
  return rows.map(readingOf);
}

function readingOf(row: AvailabilityRow): StockReading {
  return {
    storeId: row.store_document_id,
    sku: row.sku,
    stockLevelId: row.stock_level_id,
    available: row.available,
    moreIn: row.more_in,
  };
}
