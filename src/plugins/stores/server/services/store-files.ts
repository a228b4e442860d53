import {
  openCsv,
  placeColumns,
  type CsvColumns,
  type Report,
} from '../../../kernel/server/contract';
import { bestBuyStore } from '../domain/best-buy';
import type { StoreCells } from '../domain/file-store';
import { readJsonItems } from './json-items';

/** One store of a file, unchecked. */
export interface StoreFileRow {
  line: number;
  /** Which one it is, for a file that may have all its stores on one line. */
  label?: string;
  cells: StoreCells;
}

/** A file whose layout is known. */
export interface StoreFile {
  /** The country of all its stores where neither a row nor the caller names one. */
  country: string | undefined;
  rows: AsyncIterable<StoreFileRow>;
}

/** Our columns, each with what other lists of stores call it. */
const documented = {
  code: { spellings: ['code', 'store code', 'store id', 'store number', 'id'], required: true },
  name: { spellings: ['name', 'store name'], required: true },
  latitude: { spellings: ['latitude', 'lat'], required: true },
  longitude: { spellings: ['longitude', 'lon', 'lng', 'long'], required: true },
  street: { spellings: ['street', 'street address', 'address line 1', 'address 1', 'address'] },
  city: { spellings: ['city', 'town'] },
  region: { spellings: ['region', 'state', 'province', 'county'] },
  postal_code: { spellings: ['postalCode', 'postcode', 'zip code', 'zip'] },
  country: { spellings: ['country', 'country code'] },
  timezone: { spellings: ['timezone', 'tz'] },
  phone: { spellings: ['phone', 'phone number', 'telephone', 'tel'] },
  email: { spellings: ['email', 'email address'] },
  opening_hours: { spellings: ['hours', 'opening hours', 'store hours', 'business hours'] },
} as const satisfies CsvColumns<string>;

const geolytix = {
  code: { spellings: ['id_geolytix'], required: true },
  retailer: { spellings: ['retailer'], required: true },
  longitude: { spellings: ['long_wgs'], required: true },
  latitude: { spellings: ['lat_wgs'], required: true },
  town: { spellings: ['town'], required: true },
} as const satisfies CsvColumns<string>;

/**
 * Recognises a file of stores by what stands in it: Best Buy's JSON, Geolytix' retail points, else
 * our own columns.
 *
 * @throws UnreadableFile where it is none of them
 */
export async function openStoreFile(
  bytes: AsyncIterable<Uint8Array>,
  report: Report,
): Promise<StoreFile> {
  const { first, all } = await peek(bytes);
  if (first === '[') return { country: 'US', rows: bestBuyRows(all, report) };
  const csv = await openCsv(all, report);
  if (csv.header.includes('id_geolytix')) {
    return { country: 'GB', rows: geolytixRows(csv.rows(geolytix)) };
  }
  const places = [...placeColumns(documented, csv.header)];
  const absent = new Set<string>(places.flatMap(([field, at]) => (at < 0 ? field : [])));
  return { country: undefined, rows: documentedRows(csv.rows(documented), absent) };
}

async function* bestBuyRows(
  bytes: AsyncIterable<Uint8Array>,
  report: Report,
): AsyncGenerator<StoreFileRow> {
  for await (const { line, text } of readJsonItems(bytes)) {
    const read = bestBuyStore(parseJson(text));
    if (read.kind === 'refused') report.refuse(line, `${text.slice(0, 40)}…: ${read.reason}`);
    else {
      const label = `id ${read.cells.code}: `;
      if (read.note !== undefined) report.note(line, label + read.note);
      yield { line, label, cells: read.cells };
    }
  }
}

async function* geolytixRows(
  rows: AsyncIterable<{ line: number; cells: Record<keyof typeof geolytix, string> }>,
): AsyncGenerator<StoreFileRow> {
  for await (const { line, cells } of rows) {
    const { retailer, town, ...rest } = trimmed(cells);
    const name = [retailer, town].filter((part) => part !== '').join(' ');
    yield { line, cells: { ...rest, name, city: town } };
  }
}

async function* documentedRows(
  rows: AsyncIterable<{ line: number; cells: Record<keyof typeof documented, string> }>,
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
