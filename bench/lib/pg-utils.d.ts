/** The part of pg that turns values into PostgreSQL's text format; its types leave it out. */
declare module 'pg/lib/utils' {
  export function prepareValue(value: unknown): string | Buffer | null;
}
