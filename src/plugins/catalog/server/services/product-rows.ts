import {
  openCsv,
  placeColumns,
  readJsonLines,
  type CsvColumns,
  type Report,
} from '../../../kernel/server/contract';
import { createRowMapper, valueOf, type Fields, type RowMapper } from '../domain/map-row';
import type { Mapping } from '../domain/mapping';
import type { ProductRow } from '../domain/read-variant';
import { productColumns, type ProductColumn } from '../domain/shopify-columns';

/** The rows of a file, and what they say something about. */
export interface ProductFile {
  present: ReadonlySet<ProductColumn>;
  rows: AsyncIterable<ProductRow>;
}

/**
 * Opens a product export of Shopify's, or with a mapping anybody's file.
 *
 * @param report is told every row that cannot be read
 * @throws UnreadableFile where the file is not what it should be, or lacks a column that is named
 */
export async function openProductFile(
  bytes: AsyncIterable<Uint8Array>,
  report: Report,
  mapping: Mapping | undefined,
): Promise<ProductFile> {
  if (mapping === undefined) {
    const csv = await openCsv(bytes, report);
    const places = [...placeColumns(productColumns, csv.header)];
    const present = new Set(places.flatMap(([name, at]) => (at < 0 ? [] : name)));
    return { present, rows: csv.rows(productColumns) };
  }
  const mapper = createRowMapper(mapping);
  const lines =
    mapping.format === 'csv'
      ? await csvLines(bytes, report, mapping, mapper)
      : jsonLines(bytes, report, mapper);
  return { present: mapper.present, rows: mapped(lines, mapper) };
}

async function* mapped(
  lines: AsyncIterable<{ line: number; fields: Fields }>,
  mapper: RowMapper,
): AsyncGenerator<ProductRow> {
  for await (const { line, fields } of lines) yield mapper.row(line, fields);
}

async function csvLines(
  bytes: AsyncIterable<Uint8Array>,
  report: Report,
  { delimiter }: Mapping,
  { named, fits }: RowMapper,
): Promise<AsyncIterable<{ line: number; fields: Fields }>> {
  const csv = await openCsv(bytes, report, delimiter);
  const fitting = csv.header.filter((name) => fits(name));
  const columns: CsvColumns<string> = Object.fromEntries(
    [...named, ...fitting].map((name) => [name, { spellings: [name], required: true }]),
  );
  // Said before the first row comes in.
  placeColumns(columns, csv.header);
  return (async function* () {
    for await (const { line, cells } of csv.rows(columns)) yield { line, fields: cells };
  })();
}

/** An object may lack what it has nothing to say of; a field that all of them lack is a slip. */
async function* jsonLines(
  bytes: AsyncIterable<Uint8Array>,
  report: Report,
  { named }: RowMapper,
): AsyncGenerator<{ line: number; fields: Fields }> {
  const unseen = new Set(named);
  let lines = 0;
  for await (const { line, fields } of readJsonLines(bytes, report)) {
    for (const name of unseen) if (valueOf(fields, name) !== undefined) unseen.delete(name);
    lines += 1;
    yield { line, fields };
  }
  if (lines === 0) return;
  for (const name of unseen) report.note(1, `no line of the file has "${name}", which is mapped`);
}
