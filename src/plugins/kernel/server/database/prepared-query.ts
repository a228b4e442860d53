import { LRUCache } from 'lru-cache';
import Query, { type QueryConnection, type RowDescription } from 'pg/lib/query';
import { prepareValue } from 'pg/lib/utils';
import { ownTypes, type Parser } from './own-types';
import type { Statement } from './statement';

/** The columns of a statement's rows; none for a statement that gives no rows. */
type Shape = readonly { name: string; parse: Parser }[];

/**
 * Statements that a connection keeps prepared: those of our own files, and the shapes of queries that
 * storefronts ask again and again. Each takes memory of PostgreSQL's, some 100 kB for a large one.
 */
const MOST_PREPARED = 300;

/** What each connection has been told about its prepared statements, the least used ones first to go. */
const shapes = new WeakMap<QueryConnection, LRUCache<string, Shape>>();

/**
 * One run of a prepared statement; its result is the rows alone.
 *
 * pg asks PostgreSQL at every run what columns the rows have, though a prepared statement cannot change
 * them, and builds the parsers anew: about a tenth of the CPU of a short transaction. This asks once a
 * connection.
 */
export class PreparedQuery extends Query {
  declare name: string;
  /** By this name pg looks for it; 0 is none. */
  readonly query_timeout: number;
  private connection: QueryConnection | undefined;
  private shape: Shape | undefined;
  private failure: Error | undefined;
  private readonly found: unknown[] = [];

  /** @param silence milliseconds without an answer after which the connection is given up; 0 for ever */
  constructor(
    { name, text }: Pick<Statement<readonly unknown[], unknown>, 'name' | 'text'>,
    values: readonly unknown[],
    silence: number,
  ) {
    super(text);
    this.name = name;
    this.values = values;
    this.query_timeout = silence;
  }

  override prepare(connection: QueryConnection): void {
    this.connection = connection;
    this.shape = shapes.get(connection)?.get(this.name);
    if (this.shape === undefined) {
      super.prepare(connection);
      return;
    }
    connection.bind({
      portal: '',
      statement: this.name,
      values: this.values ?? [],
      valueMapper: prepareValue,
    });
    connection.execute({ portal: '' });
    connection.sync();
  }

  override handleRowDescription({ fields }: RowDescription): void {
    this.shape = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: ownTypes.getTypeParser(dataTypeID) as Parser,
    }));
  }

  override handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    if (this.failure) return;
    try {
      const row: Record<string, unknown> = {};
      this.shape?.forEach(({ name, parse }, column) => {
        const text = fields[column] ?? null;
        row[name] = text === null ? null : parse(text);
      });
      this.found.push(row);
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
  }

  override handleCommandComplete(): void {
    // How many rows there were is seen by the rows.
  }

  override handleReadyForQuery(): void {
    if (this.failure) {
      this.handleError(this.failure);
      return;
    }
    this.remember(this.shape ?? []);
    this.callback?.(null, this.found);
  }

  private remember(shape: Shape): void {
    const { connection, name } = this;
    // One that was closed while this run waited for its turn is to be prepared anew.
    if (connection?.parsedStatements[name] === undefined) return;
    const known = shapes.get(connection) ?? new LRUCache({ max: MOST_PREPARED });
    if (known.size === 0) shapes.set(connection, known);
    if (known.size === MOST_PREPARED && !known.has(name)) {
      const [leastUsed] = known.rkeys();
      if (leastUsed !== undefined) forget(connection, known, leastUsed);
    }
    known.set(name, shape);
  }
}

/** Whatever was sent before still finds it: PostgreSQL takes what it is sent in turn. */
function forget(connection: QueryConnection, known: LRUCache<string, Shape>, name: string): void {
  known.delete(name);
  delete connection.parsedStatements[name];
  connection.close({ type: 'S', name });
}
