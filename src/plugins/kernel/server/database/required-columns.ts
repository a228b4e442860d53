import type { Database } from './database';
import { statement } from './statement';

const missingColumns = statement<
  [tables: string[], columns: string[]],
  { table_name: string; column_name: string }
>(
  'kernel.missing_columns',
  `SELECT wanted.table_name, wanted.column_name
     FROM unnest($1::text[], $2::text[]) AS wanted (table_name, column_name)
    WHERE NOT EXISTS (
      SELECT FROM information_schema.columns present
       WHERE present.table_schema = current_schema()
         AND present.table_name = wanted.table_name
         AND present.column_name = wanted.column_name)`,
);

/**
 * Stops the start where a column that our SQL depends on is not in the database, which happens when
 * a content type's attribute was renamed or taken away.
 *
 * @param needs table name → column names
 * @throws Error naming every missing column
 */
export async function requireColumns(
  database: Database,
  needs: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const pairs = Object.entries(needs).flatMap(([table, columns]) =>
    columns.map((column) => [table, column] as const),
  );
  const missing = await database.query(missingColumns, [
    pairs.map(([table]) => table),
    pairs.map(([, column]) => column),
  ]);
  if (missing.length === 0) return;
  const names = missing.map((row) => `${row.table_name}.${row.column_name}`).join(', ');
  throw new Error(
    `The database lacks ${names}. Duka's SQL reads them: put the attribute back into the content type.`,
  );
}
