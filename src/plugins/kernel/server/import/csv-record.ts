import { CsvError, parse } from 'csv-parse/sync';
import { LONGEST_ROW, type PhysicalLine } from './physical-lines';

/** The lines from which one row is read. */
export interface CsvRecord {
  /** Physical line on which it begins. */
  line: number;
  lines: readonly PhysicalLine[];
  /** The file, or the limit of a row's size, ended before its last quote did. */
  unclosed: boolean;
}

/**
 * The record that begins at a line: it ends at the first line end outside quotes.
 *
 * @param ended no more lines will come
 * @returns undefined where more lines must be read to know its end
 */
export function nextRecord(
  lines: readonly PhysicalLine[],
  start: number,
  ended: boolean,
): CsvRecord | undefined {
  const line = lines[start]?.number;
  if (line === undefined) return undefined;
  let open = false;
  let length = 0;
  for (let at = start; at < lines.length; at += 1) {
    open = open !== lines[at]?.oddQuotes;
    length += lines[at]?.bytes.length ?? 0;
    if (!open || length > LONGEST_ROW) {
      return { line, lines: lines.slice(start, at + 1), unclosed: open };
    }
  }
  return ended ? { line, lines: lines.slice(start), unclosed: true } : undefined;
}

/**
 * The cells of each record.
 *
 * @param delimiter what stands between them
 * @param columns how many there must be; any number where it is not given
 * @returns undefined where any of them is not as it must be
 */
export function cellsOf(
  records: readonly CsvRecord[],
  delimiter: string,
  columns?: number,
): string[][] | undefined {
  const readable = records.every(
    ({ lines, unclosed }) =>
      !unclosed && lines.every(({ utf8, hasNul, tooLong }) => utf8 && !hasNul && !tooLong),
  );
  const rows = readable ? parseRecords(records, delimiter, 'utf8') : undefined;
  if (rows?.length !== records.length) return undefined;
  return rows.every(({ length }) => length === (columns ?? length)) ? rows : undefined;
}

export interface RecordFault {
  reason: string;
  /** The row surely ends where it seems to, so the next one begins behind it. */
  endIsSure: boolean;
}

/** What is wrong with a record that {@link cellsOf} could not read. */
export function faultOf(record: CsvRecord, delimiter: string, columns?: number): RecordFault {
  const single = record.lines.length === 1;
  if (record.lines.some(({ tooLong }) => tooLong)) {
    return { reason: `the row is larger than ${LONGEST_ROW} bytes`, endIsSure: single };
  }
  // Latin-1 gives every byte a character, so the form of the row shows whatever its text is in.
  const rows = record.unclosed ? undefined : parseRecords([record], delimiter, 'latin1');
  if (rows === undefined) {
    return { reason: 'a quote is not closed or stands in the wrong place', endIsSure: false };
  }
  const count = rows[0]?.length ?? 0;
  if (rows.length !== 1 || (columns !== undefined && count !== columns)) {
    const noun = count === 1 ? 'column' : 'columns';
    return { reason: `the row has ${count} ${noun}, the header has ${columns}`, endIsSure: single };
  }
  const foreign = record.lines.find(({ utf8 }) => !utf8);
  if (foreign === undefined) return { reason: 'the row holds a NUL character', endIsSure: true };
  const where = single ? 'the row' : `its line ${foreign.number}`;
  return {
    reason: `${where} is not UTF-8 (Latin-1 or Windows-1252?): save the file as UTF-8`,
    endIsSure: true,
  };
}

function parseRecords(
  records: readonly CsvRecord[],
  delimiter: string,
  encoding: 'utf8' | 'latin1',
): string[][] | undefined {
  const bytes = Buffer.concat(records.flatMap(({ lines }) => lines.map((line) => line.bytes)));
  const options = {
    bom: true,
    delimiter,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n'],
  };
  try {
    return parse(bytes.toString(encoding), options);
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}
