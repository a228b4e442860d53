import type { TestDatabase } from '../support/database';

type Row = Record<string, unknown>;

/** How a row is called where another table points at it: what it is, and not its number. */
const NAMES: Readonly<Record<string, (row: Row) => string>> = {
  products: (row) => `${String(row.slug)} ${row.published_at === null ? 'draft' : 'live'}`,
  variants: (row) => String(row.sku),
  brands: (row) => String(row.name),
  categories: (row) => String(row.name),
  files: (row) => String(row.url),
};

/** The table that a column of a link table points at. */
const TARGETS: Readonly<Record<string, string>> = {
  product_id: 'products',
  variant_id: 'variants',
  brand_id: 'brands',
  category_id: 'categories',
  inv_category_id: 'categories',
  file_id: 'files',
};

const TIMES = ['created_at', 'updated_at', 'published_at'];

/**
 * Every row of every table, as text in a fixed order. What differs from one run to the next by its
 * nature is named instead: numbers by what they point at, document ids by the first row that has
 * them, times by whether they are there.
 *
 * @param exact leaves everything as it is, to see whether anything was touched
 */
export async function dump(
  { sql }: Pick<TestDatabase, 'sql'>,
  { exact = false } = {},
): Promise<Record<string, string[]>> {
  const tables = await sql<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name`,
  );
  const rows = new Map<string, Row[]>();
  for (const { name } of tables) rows.set(name, await sql<Row>(`SELECT * FROM "${name}"`));
  const names = new Map<string, string>();
  for (const [table, nameOf] of Object.entries(NAMES)) {
    for (const row of rows.get(table) ?? []) names.set(`${table} ${String(row.id)}`, nameOf(row));
  }
  const nameIn = (table: string, id: unknown) =>
    typeof id === 'number' ? (names.get(`${table} ${id}`) ?? id) : id;

  const normal = (table: string, row: Row): Row => {
    const result: Row = {};
    for (const [column, value] of Object.entries(row)) {
      const target = TARGETS[column];
      if (column === 'id') continue;
      else if (TIMES.includes(column)) result[column] = value === null ? null : 'a time';
      else if (column === 'document_id') {
        result[column] = NAMES[table]?.(row).replace(/ (draft|live)$/, '') ?? value;
      } else if (target !== undefined) result[column] = nameIn(target, value);
      else if (column === 'related_id') {
        const related = row.related_type === 'api::product.product' ? 'products' : 'variants';
        result[column] = nameIn(related, value);
      } else result[column] = value;
    }
    return result;
  };
  return Object.fromEntries(
    [...rows].map(([table, all]) => [
      table,
      all.map((row) => JSON.stringify(exact ? row : normal(table, row))).sort(),
    ]),
  );
}
