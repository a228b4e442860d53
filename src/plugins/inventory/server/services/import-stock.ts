import { openCsv, type Database, type Report } from '../../../kernel/server/contract';
import { readCountedRow, stockColumns, type CountedRow } from '../domain/counted-row';
import { findStockRows } from '../sql/find-stock-rows';
import { MOST_ON_HAND } from './adjust-stock';
import { takeStock, type CountedStock } from './take-stock';

const ROWS_A_BATCH = 1_000;

/** Variant and store as one number, which costs a tenth of a text's memory. */
type StockKey = number;

/**
 * Imports a stock count: `sku,store,onHand`. What differs becomes a movement; rows that say what the
 * books say write nothing, so the same file twice changes nothing.
 *
 * @param bytes the file, unpacked; it is read as a stream
 * @param report counts every row and is told every refusal
 * @throws UnreadableFile where the file has other columns
 */
export async function importStock(
  database: Database,
  bytes: AsyncIterable<Uint8Array>,
  report: Report,
): Promise<void> {
  const csv = await openCsv(bytes, report);
  /** Line of each stock row of the file: a second count would undo the first at every import. */
  const counted = new Map<StockKey, number>();
  let batch: CountedRow[] = [];
  for await (const cells of csv.rows(stockColumns)) {
    const read = readCountedRow(cells, MOST_ON_HAND);
    if (read.kind === 'refused') report.refuse(cells.line, read.reason);
    else batch.push(read.row);
    if (batch.length === ROWS_A_BATCH) {
      await writeBatch(database, batch, report, counted);
      batch = [];
    }
  }
  if (batch.length > 0) await writeBatch(database, batch, report, counted);
}

async function writeBatch(
  database: Database,
  batch: readonly CountedRow[],
  report: Report,
  counted: Map<StockKey, number>,
): Promise<void> {
  const found = await database.query(findStockRows, [
    batch.map(({ sku }) => sku),
    batch.map(({ store }) => store),
  ]);
  const rows: (CountedStock & { line: number })[] = [];
  for (const [at, { line, sku, store, onHand }] of batch.entries()) {
    const { variant_id: variantId = null, store_id: storeId = null, on_hand } = found[at] ?? {};
    if (variantId === null) report.refuse(line, `sku "${sku}" is unknown`);
    else if (storeId === null) report.refuse(line, `store "${store}" is unknown`);
    else {
      const key: StockKey = variantId * 2 ** 20 + storeId;
      const earlier = counted.get(key);
      counted.set(key, earlier ?? line);
      if (earlier !== undefined) {
        report.refuse(line, `sku "${sku}" at "${store}" is counted on line ${earlier} already`);
      } else if (on_hand === onHand) report.leave();
      else rows.push({ line, variantId, storeId, onHand });
    }
  }
  if (rows.length === 0) return;
  const refused = await database.transaction((tx) => takeStock(tx, rows));
  for (const { line, reason } of refused) report.refuse(line, reason);
  report.accept(rows.length - refused.length);
}
