import { placeColumns, readHeader, type CsvColumns, type Delimiter } from './csv-header';
import { cellsOf, faultOf, nextRecord, type CsvRecord } from './csv-record';
import { physicalLines, type PhysicalLine } from './physical-lines';
import type { Report } from './report';

/** A row with as many cells as the header. */
export interface CsvRow<Name extends string> {
  /** Physical line on which the row begins; the header is line 1, and quoted fields span lines. */
  line: number;
  /** The cells as they are written there; '' also where the file has no such column. */
  cells: Readonly<Record<Name, string>>;
}

/** A file whose header has been read. */
export interface CsvFile {
  readonly header: readonly string[];
  /**
   * Reads the rows, once. Those that cannot be read go to the report and the rest comes in; blank
   * ones are passed over.
   *
   * @throws UnreadableFile where a required column is missing
   */
  rows<Name extends string>(columns: CsvColumns<Name>): AsyncGenerator<CsvRow<Name>>;
}

/** How many rows are given to the parser at once: a call for each row is far slower. */
const ROWS_A_CALL = 200;

/**
 * Opens a CSV file (RFC 4180: commas or what the header has in their place, double quotes, UTF-8 with or
 * without BOM) so that a bad row costs that row alone. A row ends at the first line end outside quotes.
 * Where its quotes are broken, reading goes on at the next physical line, and what belonged to the broken
 * row is refused line by line until a row fits the header again.
 *
 * @param source the file's bytes, unpacked
 * @param report is told every row that cannot be read, and once the columns that nobody asks for
 * @param told what stands between the cells, where that is known
 * @throws UnreadableFile for an empty file, UTF-16, another delimiter than is told or a broken header
 */
export async function openCsv(
  source: AsyncIterable<Uint8Array>,
  report: Report,
  told?: Delimiter,
): Promise<CsvFile> {
  const lines = new LineQueue(source);
  let first = nextRecord(lines.waiting, 0, lines.ended);
  while (first === undefined && (await lines.readMore())) {
    first = nextRecord(lines.waiting, 0, lines.ended);
  }
  const { titles: header, delimiter } = readHeader(first, told);
  lines.drop(first?.lines.length ?? 0);

  return {
    header,
    async *rows<Name extends string>(columns: CsvColumns<Name>) {
      const places = [...placeColumns(columns, header)];
      const read = new Set(places.map(([, at]) => at));
      const others = header.filter((title, at) => title !== '' && !read.has(at));
      if (others.length > 0) report.note(1, `columns passed over: ${others.join(', ')}`);
      for await (const { line, cells } of readRows(
        lines,
        { delimiter, columns: header.length },
        report,
      )) {
        const named = Object.fromEntries(places.map(([name, at]) => [name, cells[at] ?? '']));
        yield { line, cells: named as Record<Name, string> };
      }
    },
  };
}

/** Lines that are read and not used yet. */
class LineQueue {
  readonly waiting: PhysicalLine[] = [];
  ended = false;
  private readonly pieces: AsyncGenerator<PhysicalLine[]>;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.pieces = physicalLines(source);
  }

  /** @returns false where nothing can have changed */
  async readMore(): Promise<boolean> {
    if (this.ended) return false;
    const piece = await this.pieces.next();
    if (piece.done) this.ended = true;
    else for (const line of piece.value) this.waiting.push(line);
    return true;
  }

  drop(count: number): void {
    this.waiting.splice(0, count);
  }
}

async function* readRows(
  lines: LineQueue,
  { delimiter, columns }: { delimiter: Delimiter; columns: number },
  report: Report,
): AsyncGenerator<{ line: number; cells: string[] }> {
  /** Line of the row whose quotes are broken, until a row fits again. */
  let broken: number | undefined;
  do {
    let start = 0;
    // A handful with a bad row in it is read again one by one, up to here.
    let singlyUntil = 0;
    for (;;) {
      const { records, end } = gather(lines, start, start < singlyUntil ? 1 : ROWS_A_CALL);
      const [first] = records;
      if (first === undefined) break;
      const rows = cellsOf(records, delimiter, columns);
      if (rows !== undefined) {
        for (const [index, cells] of rows.entries()) {
          const line = records[index]?.line ?? first.line;
          if (cells.some((cell) => cell !== '')) yield { line, cells };
        }
        broken = undefined;
        start = end;
      } else if (records.length > 1) {
        singlyUntil = end;
      } else {
        const { reason, endIsSure } = faultOf(first, delimiter, columns);
        const origin = broken === undefined ? '' : `; it may belong to line ${broken}`;
        report.refuse(first.line, reason + origin);
        if (!endIsSure) broken ??= first.line;
        start = endIsSure ? end : end - first.lines.length + 1;
      }
    }
    lines.drop(start);
  } while (await lines.readMore());
}

/** The next records from a line on, blank lines passed over, and where the line after them is. */
function gather(
  { waiting, ended }: LineQueue,
  start: number,
  most: number,
): { records: CsvRecord[]; end: number } {
  const records: CsvRecord[] = [];
  let end = start;
  while (records.length < most) {
    if (waiting[end]?.blank) {
      end += 1;
      continue;
    }
    const record = nextRecord(waiting, end, ended);
    if (record === undefined) break;
    records.push(record);
    end += record.lines.length;
  }
  return { records, end };
}
