import {
  openCsv,
  placeColumns,
  type CsvColumns,
  type Report,
} from '../../../kernel/server/contract';
import { bestBuyStore } from '../domain/best-buy';
import type { StoreCells } from '../domain/file-store';
import { fieldsStore, STORE_COLUMNS } from './documented-columns';
import { readJsonItems } from './json-items';

/** One store of a file, unchecked. */
export interface StoreFileRow {
  line: number;
  /** Which one it is, for a file that may have all its stores on one line. */
  label?: string;
  cells: StoreCells;
  /** ISO 3166-1 alpha-2, where neither the cells nor the caller name one. */
  country?: string;
}

const geolytix = {
  code: { spellings: ['id_geolytix'], required: true },
  retailer: { spellings: ['retailer'], required: true },
  longitude: { spellings: ['long_wgs'], required: true },
  latitude: { spellings: ['lat_wgs'], required: true },
  town: { spellings: ['town'], required: true },
} as const satisfies CsvColumns<string>;

/**
 * Recognises a file of stores by what stands in it: a JSON array of Best Buy's items or of our own
 * fields, Geolytix' retail points, else our own columns.
 *
 * @throws UnreadableFile where it is none of them
 */
export async function openStoreFile(
  bytes: AsyncIterable<Uint8Array>,
  report: Report,
): Promise<AsyncIterable<StoreFileRow>> {
  const { first, all } = await peek(bytes);
  if (first === '[') return jsonRows(all, report);
  const csv = await openCsv(all, report);
  if (csv.header.includes('id_geolytix')) {
    return geolytixRows(csv.rows(geolytix));
  }
  const places = [...placeColumns(STORE_COLUMNS, csv.header)];
  const absent = new Set<string>(places.flatMap(([field, at]) => (at < 0 ? field : [])));
  return documentedRows(csv.rows(STORE_COLUMNS), absent);
}

async function* jsonRows(
  bytes: AsyncIterable<Uint8Array>,
  report: Report,
): AsyncGenerator<StoreFileRow> {
  for await (const { line, text } of readJsonItems(bytes)) {
    const item = parseJson(text);
    const isBestBuys = typeof item !== 'object' || item === null || 'location' in item;
    const read = isBestBuys ? bestBuyStore(item) : fieldsStore(item);
    if (read.kind === 'refused') report.refuse(line, `${text.slice(0, 40)}…: ${read.reason}`);
    else {
      const label = `id ${read.cells.code ?? ''}: `;
      if (read.note !== undefined) report.note(line, label + read.note);
      yield { line, label, cells: read.cells, ...(isBestBuys ? { country: 'US' } : {}) };
    }
  }
}

async function* geolytixRows(
  rows: AsyncIterable<{ line: number; cells: Record<keyof typeof geolytix, string> }>,
): AsyncGenerator<StoreFileRow> {
  for await (const { line, cells } of rows) {
    const { retailer, town, ...rest } = trimmed(cells);
    const name = [retailer, town].filter((part) => part !== '').join(' ');
    yield { line, cells: { ...rest, name, city: town }, country: 'GB' };
  }
}

async function* documentedRows(
  rows: AsyncIterable<{ line: number; cells: Record<keyof typeof STORE_COLUMNS, string> }>,
  absent: ReadonlySet<string>,
): AsyncGenerator<StoreFileRow> {
  for await (const { line, cells } of rows) {
    const told = Object.entries(trimmed(cells)).filter(([field]) => !absent.has(field));
    yield { line, cells: Object.fromEntries(told) };
  }
}

function trimmed<Name extends string>(cells: Record<Name, string>): Record<Name, string> {
  const entries = Object.entries<string>(cells).map(([name, cell]) => [name, cell.trim()]);
  return Object.fromEntries(entries) as Record<Name, string>;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The first character that is no space, and the bytes whole. */
async function peek(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ first: string | undefined; all: AsyncIterable<Uint8Array> }> {
  const pieces = bytes[Symbol.asyncIterator]();
  const head = await pieces.next();
  const text = head.done ? '' : Buffer.from(head.value.subarray(0, 1_024)).toString('latin1');
  async function* all(): AsyncGenerator<Uint8Array> {
    if (!head.done) yield head.value;
    yield* { [Symbol.asyncIterator]: () => pieces };
  }
  return { first: text.replace(/^\xef\xbb\xbf/, '').trimStart()[0], all: all() };
}
