import {
  isAboutData,
  type Database,
  type Report,
  type RowRemark,
  type Transaction,
} from '../../../kernel/server/contract';
import type { DuplicateSku } from '../domain/assign-skus';
import type { FileProduct } from '../domain/file-product';
import type { Mapping } from '../domain/mapping';
import { readProduct } from '../domain/read-product';
import { analyzeCatalog } from '../sql/analyze-catalog';
import { shopCurrency } from '../sql/shop-currency';
import { groupRows, type ProductRows } from './group-rows';
import { openProductFile } from './product-rows';
import { writeProducts, type ProductOutcome } from './write-products';

export interface ImportProductsOptions {
  /** The shop's currency where its settings were never saved, ISO 4217. */
  currency: string;
  onDuplicateSku: DuplicateSku;
  /** What the columns of the file mean; those of a product export of Shopify's unless told. */
  mapping?: Mapping;
  /**
   * Takes `Variant Inventory Qty` in the transaction that writes the variants; without it the column
   * is passed over. Stock belongs to a higher floor, so whoever starts the import passes this in.
   *
   * @returns the variants whose stock cannot be so, with reasons
   */
  takeStock?: (
    tx: Transaction,
    rows: readonly StockRow[],
  ) => Promise<(StockRow & { reason: string })[]>;
  /**
   * Told, in the transaction that writes them, the pictures that products and variants have by address,
   * to have them fetched later; without it they stay there. Media stand on a higher floor as well.
   */
  fetchImages?: (tx: Transaction, fileIds: readonly number[]) => Promise<void>;
}

/** What the file says is on hand of a variant. */
export interface StockRow {
  variantId: number;
  line: number;
  onHand: number;
}

interface Batched {
  rows: ProductRows;
  product: FileProduct;
}

/** A batch is written when it has this many products or rows. */
const PRODUCTS_A_BATCH = 250;
const ROWS_A_BATCH = 2_000;
/** Batches after which the catalogue has grown manifold since the planner last counted. */
const STATISTICS_AFTER: ReadonlySet<number> = new Set([1, 4, 20, 100, 500, 2_500]);

/**
 * Imports a product export of Shopify's, or with a mapping anybody's file. Rows that cannot come in are refused singly; what is in
 * already is left as it is, so the same file twice changes nothing and an interrupted import can
 * simply be run again.
 *
 * @param bytes the file, unpacked; it is read as a stream
 * @param report counts every row and is told every refusal
 * @throws UnreadableFile where the file is no product export at all
 */
export async function importProducts(
  database: Database,
  bytes: AsyncIterable<Uint8Array>,
  report: Report,
  options: ImportProductsOptions,
): Promise<void> {
  const file = await openProductFile(bytes, report, options.mapping);
  const [settings] = await database.query(shopCurrency, []);
  const currency = settings?.currency ?? options.currency;
  const { present } = file;

  let batch: Batched[] = [];
  let rowsInBatch = 0;
  let batches = 0;
  let writing = Promise.resolve();
  const write = async (full: readonly Batched[]) => {
    await writeBatch(database, full, report, { ...options, currency });
    batches += 1;
    if (STATISTICS_AFTER.has(batches)) await database.query(analyzeCatalog, []);
  };
  /** Has the batch written while the next one is read; not more, or the file would fill the memory. */
  const flush = async () => {
    await writing;
    writing = write(batch);
    // Thrown where it is waited for.
    writing.catch(() => undefined);
    batch = [];
    rowsInBatch = 0;
  };
  try {
    for await (const rows of groupRows(file.rows, report)) {
      const { product, refused, notes } = readProduct(rows, { currency, present });
      for (const { line, reason } of refused) report.refuse(line, reason);
      for (const { line, reason } of notes) report.note(line, reason);
      if (product === undefined) continue;
      const bad = new Set(refused.map(({ line }) => line));
      batch.push({ rows: rows.filter(({ line }) => !bad.has(line)) as ProductRows, product });
      rowsInBatch += rows.length;
      if (batch.length >= PRODUCTS_A_BATCH || rowsInBatch >= ROWS_A_BATCH) await flush();
    }
    if (batch.length > 0) await flush();
  } finally {
    await writing;
  }
}

/** What a transaction found out; it is reported after the commit, for a deadlock repeats it whole. */
interface BatchResult {
  outcomes: ProductOutcome[];
  notes: RowRemark[];
}

async function writeBatch(
  database: Database,
  batch: readonly Batched[],
  report: Report,
  options: ImportProductsOptions,
): Promise<void> {
  let result: BatchResult;
  try {
    result = await database.transaction((tx) => writeAll(tx, batch, options));
  } catch (error) {
    if (!isAboutData(error)) throw error;
    const [only, ...others] = batch;
    if (only !== undefined && others.length === 0) {
      const reason = `the database refuses the product: ${error.message}`;
      for (const { line } of only.rows) report.refuse(line, reason);
      return;
    }
    // One product spoils the batch: half by half it is found, and the others come in.
    const half = Math.ceil(batch.length / 2);
    await writeBatch(database, batch.slice(0, half), report, options);
    await writeBatch(database, batch.slice(half), report, options);
    return;
  }
  for (const { line, reason } of result.notes) report.note(line, reason);
  for (const [index, { kind, refused }] of result.outcomes.entries()) {
    const rows = batch[index]?.rows ?? [];
    const reasons = new Map(refused.map(({ line, reason }) => [line, reason]));
    const otherwise = kind === 'refused' ? 'no variant of its product can come in' : undefined;
    for (const { line } of rows) {
      const reason = reasons.get(line) ?? otherwise;
      if (reason !== undefined) report.refuse(line, reason);
      else if (kind === 'changed') report.accept();
      else report.leave();
    }
  }
}

async function writeAll(
  tx: Transaction,
  batch: readonly Batched[],
  { onDuplicateSku, currency, takeStock, fetchImages }: ImportProductsOptions,
): Promise<BatchResult> {
  const products = batch.map(({ product }) => product);
  const written = await writeProducts(tx, products, onDuplicateSku, currency);
  const notes: RowRemark[] = [];
  if (takeStock !== undefined) {
    const stocked = written.variants.flatMap(({ variantId, line, onHand }) => {
      if (onHand === undefined) return [];
      if (onHand < 0) notes.push({ line, reason: `Variant Inventory Qty ${onHand} is taken as 0` });
      return [{ variantId, line, onHand: Math.max(onHand, 0) }];
    });
    const refused = await takeStock(tx, stocked);
    notes.push(...refused.map(({ line, reason }) => ({ line, reason })));
  }
  await fetchImages?.(tx, written.fileIds);
  return { outcomes: written.outcomes, notes };
}
