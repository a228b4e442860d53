import {
  isAboutData,
  newDocumentId,
  type Database,
  type Report,
  type Transaction,
} from '../../../kernel/server/contract';
import { readStore, type FileStore } from '../domain/file-store';
import { changedStore, newStore } from '../domain/merge-store';
import { analyzeStores } from '../sql/analyze-stores';
import { findStoresByCode } from '../sql/find-stores-by-code';
import { insertStores } from '../sql/insert-stores';
import { lockStores } from '../sql/lock-stores';
import { updateStores } from '../sql/update-stores';
import { openStoreFile } from './store-files';

export interface ImportStoresOptions {
  /** ISO 3166-1 alpha-2, for rows that name no country. */
  country?: string | undefined;
}

const STORES_A_BATCH = 500;

/**
 * Imports stores from CSV or JSON with our columns, Geolytix' retail points or Best Buy's `stores.json`. A
 * store is known by its code. Rows that cannot come in are refused singly; what is in already is left
 * as it is, so the same file twice changes nothing and an interrupted import can simply be run again.
 *
 * @param bytes the file, unpacked; it is read as a stream
 * @param report counts every row and is told every refusal
 * @throws UnreadableFile where the file is no list of stores at all
 */
export async function importStores(
  database: Database,
  bytes: AsyncIterable<Uint8Array>,
  report: Report,
  options: ImportStoresOptions = {},
): Promise<void> {
  const rows = await openStoreFile(bytes, report);
  const lineOf = new Map<string, number>();
  let batch: Batched[] = [];
  for await (const { line, label = '', cells, country } of rows) {
    const read = readStore(cells, options.country ?? country);
    if (read.kind === 'refused') {
      report.refuse(line, label + read.reason);
      continue;
    }
    const earlier = lineOf.get(read.store.code);
    if (earlier !== undefined) {
      report.refuse(line, `${label}code ${read.store.code} stands on line ${earlier} already`);
      continue;
    }
    lineOf.set(read.store.code, line);
    if (read.note !== undefined) report.note(line, label + read.note);
    batch.push({ line, label, store: read.store });
    if (batch.length === STORES_A_BATCH) {
      await writeBatch(database, batch, report);
      batch = [];
    }
  }
  await writeBatch(database, batch, report);
  if (report.accepted > 0) await database.query(analyzeStores, []);
}

interface Batched {
  line: number;
  label: string;
  store: FileStore;
}

async function writeBatch(
  database: Database,
  batch: readonly Batched[],
  report: Report,
): Promise<void> {
  const [first, ...others] = batch;
  if (first === undefined) return;
  const stores = batch.map(({ store }) => store);
  let written: number;
  try {
    written = await database.transaction((tx) => write(tx, stores));
  } catch (error) {
    if (!isAboutData(error)) throw error;
    if (others.length === 0) {
      report.refuse(first.line, `${first.label}the database refuses the store: ${error.message}`);
      return;
    }
    // One store spoils the batch: half by half it is found, and the others come in.
    const half = Math.ceil(batch.length / 2);
    await writeBatch(database, batch.slice(0, half), report);
    await writeBatch(database, batch.slice(half), report);
    return;
  }
  report.accept(written);
  report.leave(batch.length - written);
}

async function write(tx: Transaction, batch: readonly FileStore[]): Promise<number> {
  await tx.query(lockStores, []);
  const stored = await tx.query(findStoresByCode, [batch.map(({ code }) => code)]);
  const byCode = new Map(stored.map((row) => [row.code, row]));
  const added = batch
    .filter(({ code }) => !byCode.has(code))
    .map((store) => ({ ...newStore(store), document_id: newDocumentId() }));
  const changed = batch.flatMap((store) => {
    const old = byCode.get(store.code);
    return (old && changedStore(old, store)) ?? [];
  });
  if (added.length > 0) await tx.query(insertStores, [JSON.stringify(added)]);
  if (changed.length > 0) await tx.query(updateStores, [JSON.stringify(changed)]);
  return added.length + changed.length;
}
