import type { Report } from '../../../kernel/server/contract';
import { FirstLines } from '../domain/first-lines';
import type { ProductRow } from '../domain/read-variant';

/** The rows of one product, in the file's order. */
export type ProductRows = [ProductRow, ...ProductRow[]];

/** More rows than any product has: beyond it they would fill the memory. */
const MOST_ROWS = 10_000;

/**
 * Gathers the rows of each handle, which stand together. Rows of a handle that come again after
 * others are refused: to take them, the whole file would have to be kept.
 */
export async function* groupRows(
  rows: AsyncIterable<ProductRow>,
  report: Report,
): AsyncGenerator<ProductRows> {
  const begun = new FirstLines();
  let group: ProductRows | undefined;
  let current = '';
  for await (const row of rows) {
    const handle = row.cells.handle.trim();
    if (handle === '') {
      report.refuse(row.line, 'Handle is empty');
    } else if (group !== undefined && handle === current) {
      if (group.length < MOST_ROWS) group.push(row);
      else report.refuse(row.line, `"${handle}" has more than ${MOST_ROWS} rows`);
    } else {
      const first = begun.of(handle, row.line);
      if (first !== row.line) {
        const reason = `the rows of "${handle}" must stand together: the others begin on line`;
        report.refuse(row.line, `${reason} ${first}`);
        continue;
      }
      if (group !== undefined) yield group;
      group = [row];
      current = handle;
    }
  }
  if (group !== undefined) yield group;
}
