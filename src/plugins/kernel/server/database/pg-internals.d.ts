/** What pg offers to those who write a query of their own; its types leave it out. */
declare module 'pg/lib/utils' {
  /** Turns a value into PostgreSQL's text format. */
  export function prepareValue(value: unknown): string | Buffer | null;
}
declare module 'pg/lib/query' {
  import { EventEmitter } from 'node:events';

  export interface QueryConnection {
    /** The texts of the statements that are prepared, by their names. */
    readonly parsedStatements: Record<string, string | undefined>;
    /** Has PostgreSQL give up a prepared statement; its answer comes with that to the next `sync`. */
    close(closed: { type: 'S'; name: string }): void;
    bind(bound: {
      portal: string;
      statement: string;
      values: readonly unknown[];
      valueMapper: (value: unknown) => string | Buffer | null;
    }): void;
    execute(portal: { portal: string }): void;
    sync(): void;
  }

  export interface RowDescription {
    fields: readonly { name: string; dataTypeID: number }[];
  }

  class Query extends EventEmitter {
    text: string;
    name: string | undefined;
    values: readonly unknown[] | undefined;
    callback: ((error: Error | null, rows?: unknown) => void) | undefined;
    constructor(text: string);
    submit(connection: QueryConnection): Error | null;
    prepare(connection: QueryConnection): void;
    handleRowDescription(message: RowDescription): void;
    handleDataRow(message: { fields: readonly (string | null)[] }): void;
    handleCommandComplete(): void;
    handleError(error: Error): void;
    handleReadyForQuery(): void;
  }
  export default Query;
}
