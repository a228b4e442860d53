import Query, { type QueryConnection, type RowDescription } from 'pg/lib/query';
import { prepareValue } from 'pg/lib/utils';
import { ownTypes, type Parser } from './own-types';
import type { Statement } from './statement';

/** The columns of a statement's rows; none for a statement that gives no rows. */
type Shape = readonly { name: string; parse: Parser }[];

/** What each connection has been told about its prepared statements. */
const shapes = new WeakMap<QueryConnection, Map<string, Shape>>();

/**
 * One run of a prepared statement; its result is the rows alone.
 *
 * pg asks PostgreSQL at every run what columns the rows have, though a prepared statement cannot change
 * them, and builds the parsers anew: about a tenth of the CPU of a short transaction. This asks once a
 * connection.
 */
export class PreparedQuery extends Query {
  private connection: QueryConnection | undefined;
  private shape: Shape | undefined;
  private failure: Error | undefined;
  private readonly found: unknown[] = [];

  constructor(
    { name, text }: Pick<Statement<readonly unknown[], unknown>, 'name' | 'text'>,
    values: readonly unknown[],
  ) {
    super(text);
    this.name = name;
    this.values = values;
  }

  override prepare(connection: QueryConnection): void {
    this.connection = connection;
    this.shape = shapes.get(connection)?.get(this.name ?? '');
    if (this.shape === undefined) {
      super.prepare(connection);
      return;
    }
    connection.bind({
      portal: '',
      statement: this.name ?? '',
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
    if (!this.connection || this.name === undefined) return;
    const known = shapes.get(this.connection) ?? new Map<string, Shape>();
    if (known.size === 0) shapes.set(this.connection, known);
    known.set(this.name, shape);
  }
}
