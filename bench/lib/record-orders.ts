import { appendFileSync } from 'node:fs';
import { Client, type QueryConfig, type QueryResult } from 'pg';
import { prepareValue } from 'pg/lib/utils';

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

type Query = (config: QueryConfig | string, ...rest: unknown[]) => unknown;

const file = process.env.DUKA_BENCH_RECORD ?? '';
const transactions = new WeakMap<Client, RecordedStatement[]>();
const send = Client.prototype.query as unknown as Query;

const recording: Query = function (this: Client, config, ...rest) {
  const sent = send.call(this, config, ...rest);
  const text = typeof config === 'string' ? config : config.text;
  if (/^BEGIN/i.test(text)) transactions.set(this, []);
  else if (/^(COMMIT|ROLLBACK)/i.test(text)) {
    const statements = transactions.get(this) ?? [];
    transactions.delete(this);
    if (/^COMMIT/i.test(text) && statements.some(placesOrder)) {
      appendFileSync(file, `${JSON.stringify(statements)}\n`);
    }
  } else if (typeof config !== 'string') note(this, config, sent);
  return sent;
};
Client.prototype.query = recording as unknown as typeof Client.prototype.query;

function note(client: Client, { text, values = [] }: QueryConfig, sent: unknown): void {
  const statement: RecordedStatement = { text, values: values.map(textOf), row: null };
  transactions.get(client)?.push(statement);
  if (!(sent instanceof Promise)) return;
  void sent.then(
    ({ rows }: QueryResult<Record<string, unknown>>) => {
      statement.row = rows.length === 1 ? (rows[0] ?? null) : null;
    },
    () => undefined,
  );
}

function textOf(value: unknown): string | null {
  const prepared = prepareValue(value);
  return Buffer.isBuffer(prepared) ? `\\x${prepared.toString('hex')}` : prepared;
}

function placesOrder({ text }: RecordedStatement): boolean {
  return /INSERT INTO orders\b/i.test(text);
}
