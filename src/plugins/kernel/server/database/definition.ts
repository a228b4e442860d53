import { createHash } from 'node:crypto';
import type { Database } from './database';
import { sqlState } from './sqlstate';
import { statement } from './statement';

/** What a plugin needs of the database. */
export interface Definition {
  /** The plugin's name, with a part of it where there are several. */
  name: string;
  /** Columns of Strapi's tables that our SQL reads and writes: table name → column names. */
  needs?: Readonly<Record<string, readonly string[]>>;
  /** DDL: several statements that can each be repeated (`IF NOT EXISTS` and the like). */
  script?: string;
}

const definitions = `
  CREATE TABLE IF NOT EXISTS duka_definitions (
    name        text PRIMARY KEY,
    fingerprint text NOT NULL
  )`;

/** Which tables Strapi made last: changing them may have taken our indexes and triggers along. */
const tablesOfStrapi = '(SELECT hash FROM strapi_database_schema ORDER BY id DESC LIMIT 1)';

const isDefined = statement<[name: string, fingerprint: string], { is: boolean }>(
  'kernel.is_defined',
  `SELECT EXISTS (
     SELECT FROM duka_definitions WHERE name = $1 AND fingerprint = $2 || ${tablesOfStrapi}) AS is`,
);

const missingColumns = statement<[tables: string[], columns: string[]], { name: string }>(
  'kernel.missing_columns',
  `SELECT wanted.table_name || '.' || wanted.column_name AS name
     FROM unnest($1::text[], $2::text[]) AS wanted (table_name, column_name)
    WHERE NOT EXISTS (
      SELECT FROM information_schema.columns present
       WHERE present.table_schema = current_schema()
         AND present.table_name = wanted.table_name
         AND present.column_name = wanted.column_name)`,
);

/**
 * Makes at the start what a plugin needs of the database. What was made before, and Strapi has not
 * changed its tables since, is left as it is.
 *
 * @throws Error naming every column that is missing, which happens when a content type's attribute was
 *   renamed or taken away
 */
export async function define(
  database: Database,
  { name, needs = {}, script = '' }: Definition,
): Promise<void> {
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([needs, script]))
    .digest('hex');
  if (await wasDefined(database, name, fingerprint)) return;
  await requireColumns(database, needs);
  await database.runScript(`${script};
    ${definitions};
    INSERT INTO duka_definitions (name, fingerprint)
    VALUES ('${name}', '${fingerprint}' || ${tablesOfStrapi})
    ON CONFLICT (name) DO UPDATE SET fingerprint = excluded.fingerprint;`);
}

async function wasDefined(database: Database, name: string, fingerprint: string): Promise<boolean> {
  try {
    const [found] = await database.query(isDefined, [name, fingerprint]);
    return found?.is === true;
  } catch (error) {
    // undefined_table: nothing was ever defined.
    if (sqlState(error) === '42P01') return false;
    throw error;
  }
}

async function requireColumns(
  database: Database,
  needs: NonNullable<Definition['needs']>,
): Promise<void> {
  const pairs = Object.entries(needs).flatMap(([table, columns]) =>
    columns.map((column) => [table, column] as const),
  );
  const missing = await database.query(missingColumns, [
    pairs.map(([table]) => table),
    pairs.map(([, column]) => column),
  ]);
  if (missing.length === 0) return;
  throw new Error(
    `The database lacks ${missing.map((column) => column.name).join(', ')}. Duka's SQL reads them: ` +
      'put the attribute back into the content type.',
  );
}

/**
 * Has PostgreSQL load one of its extensions.
 *
 * @param purpose what it is for, such as "by which products are found"
 * @throws Error saying what to do where PostgreSQL does not have it, or does not let us have it
 */
export async function defineExtension(
  database: Database,
  name: string,
  purpose: string,
): Promise<void> {
  try {
    await define(database, {
      name: `extension ${name}`,
      script: `CREATE EXTENSION IF NOT EXISTS ${name}`,
    });
  } catch (error) {
    const state = sqlState(error);
    // insufficient_privilege; feature_not_supported and undefined_file for one that is not installed.
    if (state !== '42501' && state !== '0A000' && state !== '58P01') throw error;
    throw new Error(
      `PostgreSQL does not give us its extension "${name}", ${purpose}. Install its contrib package, or ` +
        `let a superuser run "CREATE EXTENSION ${name}" in this database.`,
      { cause: error },
    );
  }
}
