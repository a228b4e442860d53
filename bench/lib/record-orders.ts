import { appendFileSync } from 'node:fs';
import { Client } from 'pg';
import { prepareValue } from 'pg/lib/utils';
import { PreparedQuery } from '../../src/plugins/kernel/server/database/prepared-query';

/**
 * Loaded before a server (`node --require`): writes each transaction that places an order to the file
 * `DUKA_BENCH_RECORD`, one a line, so that the same statements can be run without the server.
 */

/** A statement as it went to PostgreSQL, and the row that came back where it was one. */
export interface RecordedStatement {
  text: string;
  /** As PostgreSQL's text format has them. */
  values: (string | null)[];
  row: Record<string, unknown> | null;
}

type Ended = (error: Error | null, rows?: Record<string, unknown>[]) => void;
type Query = (query: unknown, ...rest: unknown[]) => unknown;

const file = process.env.DUKA_BENCH_RECORD ?? '';
const transactions = new WeakMap<Client, RecordedStatement[]>();
const send = Client.prototype.query as Query;

const recording: Query = function (this: Client, query, ...rest) {
  if (query === 'BEGIN') transactions.set(this, []);
  if (!(query instanceof PreparedQuery)) return send.call(this, query, ...rest);
  const [ended] = rest.slice(-1) as Ended[];
  if (!/^(COMMIT|ROLLBACK)$/.test(query.text)) {
    return send.call(this, query, note(this, query, ended));
  }
  if (query.text === 'COMMIT') keep(transactions.get(this) ?? []);
  transactions.delete(this);
  return send.call(this, query, ...rest);
};
Client.prototype.query = recording as typeof Client.prototype.query;

/** Notes a statement now and its row when it comes. */
function note(client: Client, { text, values = [] }: PreparedQuery, ended?: Ended): Ended {
  const statement: RecordedStatement = { text, values: values.map(textOf), row: null };
  transactions.get(client)?.push(statement);
  return (error, rows) => {
    statement.row = rows?.length === 1 ? (rows[0] ?? null) : null;
    ended?.(error, rows);
  };
}

function keep(statements: readonly RecordedStatement[]): void {
  if (statements.some(placesOrder)) appendFileSync(file, `${JSON.stringify(statements)}\n`);
}

function textOf(value: unknown): string | null {
  const prepared = prepareValue(value);
  return Buffer.isBuffer(prepared) ? `\\x${prepared.toString('hex')}` : prepared;
}

function placesOrder({ text }: RecordedStatement): boolean {
  return /INSERT INTO orders\b/i.test(text);
}
