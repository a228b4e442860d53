/**
 * The DDL that gives a table of Strapi's a constraint of ours, for a plugin's `tables.ts`: it can be
 * repeated, which `ALTER TABLE … ADD CONSTRAINT` alone cannot.
 *
 * @param definition such as `CHECK (store_id IS NOT NULL)`; change the name whenever it changes
 */
export function constraint(table: string, name: string, definition: string): string {
  return `
  DO $constraint$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_constraint
                    WHERE conrelid = '${table}'::regclass AND conname = '${name}') THEN
      ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition};
    END IF;
  END $constraint$;`;
}
