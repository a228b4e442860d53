import { Pool, types, type PoolClient } from 'pg';
import type { Statement } from './statement';
import { pass } from './step';
import { isTransient } from './sqlstate';

const INT8 = 20;
const TIMESTAMP = 1114;

/**
 * Strapi changes pg's parsers for the whole process; ours stay our own. Whole numbers come as
 * numbers (an amount beyond 2^53 is refused, not rounded) and times without a zone are UTC.
 */
export const ownTypes = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return wholeNumber;
    if (oid === TIMESTAMP) return (text: string) => new Date(`${text.replace(' ', 'T')}Z`);
    if (oid === types.builtins.JSON || oid === types.builtins.JSONB) {
      return (text: string) => JSON.parse(text) as unknown;
    }
    if (oid === types.builtins.NUMERIC) return (text: string) => text;
    return types.getTypeParser(oid as number, format) as (text: string) => unknown;
  }) as typeof types.getTypeParser,
};

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond a safe whole number`);
  return value;
}

/** Anything that runs statements: the pool itself, or one transaction. */
export interface Queryable {
  /** Runs a statement and gives its rows. */
  query<Params extends readonly unknown[], Row>(
    statement: Statement<Params, Row>,
    params: Params,
  ): Promise<Row[]>;
}

/** One transaction. Do not keep it beyond the function it was given to. */
export interface Transaction extends Queryable {
  readonly inTransaction: true;
  /** Has `call` called once after the commit, however often it is given; it must not throw. */
  onCommit(call: () => void): void;
}

/** What a transaction's function returns in order to roll back and still give a result. */
export class Rollback<T> {
  constructor(readonly result: T) {}
}

export interface Database extends Queryable {
  /**
   * Runs `work` in one READ COMMITTED transaction. It is committed when `work` returns, rolled back
   * when it throws or returns a {@link Rollback}. Deadlocks and serialisation failures repeat it
   * whole, so `work` must do nothing outside the database that may not happen twice.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T | Rollback<T>>): Promise<T>;
  /**
   * Runs DDL at the start: several statements in one transaction, one process at a time, however
   * many start together. Each must be repeatable (`IF NOT EXISTS` and the like).
   */
  define(script: string): Promise<void>;
  /** Closes every connection, after the work that is under way. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  /** Connections at most. */
  poolSize: number;
  /** Shown in `pg_stat_activity`. */
  name: string;
  /** Milliseconds that a statement may wait for a row lock; the caller then gets a 503. */
  lockTimeout?: number;
  /** Milliseconds that a statement may run at all; 0 for no limit. */
  statementTimeout?: number;
  /**
   * Whether a commit is answered before it is on disk. Only for what means something by a later commit
   * alone, which takes all earlier ones to the disk with it; false unless told.
   */
  commitsLater?: boolean;
  /** Told about connections that break while idle. */
  onError: (error: Error) => void;
}

const MOST_TRIES = 6;
/** Advisory lock under which tables are made; never give the number to anything else. */
const DEFINITION_LOCK = 684_201;

/**
 * Opens our own pool beside Strapi's: named prepared statements, UTC, limits on waiting.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new Pool({
    connectionString: options.url,
    max: options.poolSize,
    application_name: options.name,
    // Statements that do not wait for one another's rows go out together.
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    options: [
      '-c timezone=UTC',
      `-c lock_timeout=${options.lockTimeout ?? 5_000}`,
      `-c statement_timeout=${options.statementTimeout ?? 15_000}`,
      '-c idle_in_transaction_session_timeout=60000',
      ...(options.commitsLater ? ['-c synchronous_commit=off'] : []),
    ].join(' '),
    types: ownTypes,
  });
  pool.on('error', options.onError);

  const run = async <Params extends readonly unknown[], Row>(
    target: Pool | PoolClient,
    { name, text }: Statement<Params, Row>,
    params: Params,
  ): Promise<Row[]> => {
    const held = pass(name);
    if (held !== undefined) await held;
    const result = await target.query({ name, text, values: [...params] });
    return result.rows as Row[];
  };

  const attempt = async <T>(work: (tx: Transaction) => Promise<T | Rollback<T>>): Promise<T> => {
    const client = await pool.connect();
    let last = 'nothing';
    let broken: Error | boolean | undefined;
    let followers: Set<() => void> | undefined;
    try {
      // Sent together with the first statement: where it fails the connection is gone, and so does that.
      client.query('BEGIN').catch(() => undefined);
      const outcome = await work({
        inTransaction: true,
        query: (statement, params) => {
          last = statement.name;
          return run(client, statement, params);
        },
        onCommit: (call) => (followers ??= new Set()).add(call),
      });
      if (outcome instanceof Rollback) {
        await client.query('ROLLBACK');
        return outcome.result;
      }
      await pass(`${last}:commit`);
      await client.query('COMMIT');
      followers?.forEach((call) => call());
      await pass(`${last}:answer`);
      return outcome;
    } catch (error) {
      await client.query('ROLLBACK').catch((failure: unknown) => {
        broken = failure instanceof Error ? failure : true;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  };

  return {
    query: (statement, params) => run(pool, statement, params),
    async transaction(work) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await attempt(work);
        } catch (error) {
          if (tries >= MOST_TRIES || !isTransient(error)) throw error;
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** tries));
        }
      }
    },
    async define(script) {
      const client = await pool.connect();
      try {
        await client.query(
          `BEGIN; SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0;
           SELECT pg_advisory_xact_lock(${DEFINITION_LOCK});`,
        );
        await client.query(script);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined);
        throw error;
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}
