import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';

export type Cell = string | number | null;

/**
 * Rows as CSV with a row of headings, made while it is read: memory stays flat. Texts that a
 * spreadsheet would take for a formula get an apostrophe in front (OWASP ASVS 1.2.10).
 *
 * @param columns headings, in order
 * @param rows cells in that order, read only as fast as the file is taken
 * @param onError told why a file ended before its end
 */
export function csvOf(
  columns: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
  onError: (error: Error) => void,
): Readable {
  const csv = stringify({ header: true, columns: [...columns], escape_formulas: true });
  return pipeline(Readable.from(rows), csv, (error) => {
    if (error) onError(error);
  });
}

/**
 * Everything that a statement gives, page after page.
 *
 * @param next reads what comes after a row, or the first page; less than `size` rows are the last
 */
export async function* pagesOf<Row>(
  size: number,
  next: (last: Row | undefined) => Promise<Row[]>,
): AsyncGenerator<Row> {
  let last: Row | undefined;
  for (;;) {
    const rows = await next(last);
    yield* rows;
    if (rows.length < size) return;
    last = rows.at(-1);
  }
}
