import type { Readable } from 'node:stream';
import { csvOf, pagesOf, type Cell, type Queryable } from '../../../kernel/server/contract';
import { exportStock as exportStatement } from '../sql/export-stock';

const PAGE = 1_000;

/**
 * What stores have, as CSV that can be counted, put right and imported again. `reserved` is for the
 * reader: the import passes it over.
 *
 * @param onError told why an export ended before its end
 */
export function exportStock(database: Queryable, onError: (error: Error) => void): Readable {
  return csvOf(['sku', 'store', 'onHand', 'reserved'], rowsOf(database), onError);
}

async function* rowsOf(database: Queryable): AsyncGenerator<Cell[]> {
  const rows = pagesOf(PAGE, (last: { id: number } | undefined) =>
    database.query(exportStatement, [last?.id ?? 0, PAGE]),
  );
  for await (const { sku, store, on_hand: onHand, reserved } of rows) {
    yield [sku, store, onHand, reserved];
  }
}
