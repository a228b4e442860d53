/** What a query asks that our SQL does not say; Strapi's own path then answers it. */
export class Untranslatable extends Error {}

/** Leaves a query to Strapi's own path by throwing {@link Untranslatable}. */
export function untranslatable(what: string): never {
  throw new Untranslatable(what);
}

/** Collects the values of a statement while its text is put together, and names its tables. */
export class SqlValues {
  readonly values: unknown[] = [];
  private tables = 0;

  /** The placeholder of a value. */
  bind(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }

  /** A name for one more table. */
  alias(): string {
    this.tables += 1;
    return `t${this.tables}`;
  }
}

/** An attribute's name as a column of an answer. */
export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as a literal of SQL. */
export function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
