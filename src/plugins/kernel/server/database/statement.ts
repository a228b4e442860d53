/**
 * One SQL statement: its name (also the name under which PostgreSQL prepares it), its text, and, as
 * types only, its parameters and the rows it gives.
 */
export interface Statement<Params extends readonly unknown[], Row> {
  readonly name: string;
  readonly text: string;
  /** Never present: it carries the two types. */
  readonly types?: { params: Params; row: Row };
}

/**
 * Declares a statement. One file holds one statement.
 *
 * @param name `<plugin>.<what it does>`, unique and at most 63 bytes (a longer one PostgreSQL cuts)
 * @param text SQL with `$1 …`, never built from values
 */
export function statement<Params extends readonly unknown[], Row>(
  name: string,
  text: string,
): Statement<Params, Row> {
  return { name, text };
}
