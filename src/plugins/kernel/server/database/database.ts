import { Pool, type PoolClient } from 'pg';
import { ownTypes } from './own-types';
import { PreparedQuery } from './prepared-query';
import { beginStatement } from '../sight/activity';
import type { Statement } from './statement';
import { pass } from './step';
import { isTransient } from './sqlstate';

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
   * Runs a text of several statements in one transaction, without limits of time and one process at a
   * time, however many start together.
   */
  runScript(script: string): Promise<void>;
  /** How its connections are at this moment. */
  connections(): Connections;
  /** Closes every connection, after the work that is under way. */
  close(): Promise<void>;
}

/** The connections of a pool. */
export interface Connections {
  inUse: number;
  idle: number;
  /** Callers that wait for one. */
  waiting: number;
}

export interface DatabaseOptions {
  url: string;
  /** Connections at most. */
  poolSize: number;
  /** Shown in `pg_stat_activity`. */
  name: string;
  /** Milliseconds that a statement may wait for a row lock; the caller then gets a 503. */
  lockTimeout?: number;
  /**
   * Milliseconds that a statement may run at all; 0 for no limit. Where PostgreSQL does not say so itself
   * by then, and a third longer, it is taken to be away: a machine that is gone tells nobody.
   */
  statementTimeout?: number;
  /**
   * Whether a commit is answered before it is on disk. Only for what means something by a later commit
   * alone, which takes all earlier ones to the disk with it; false unless told.
   */
  commitsLater?: boolean;
  /** Told about connections that break while idle. */
  onError: (error: Error) => void;
}

/** How pg runs a query that brings its own class. */
interface Runner {
  query(query: PreparedQuery, ended: (error: Error | null, rows?: unknown) => void): unknown;
}

/** Prepared as every other statement, which costs less than pg's way of sending them. */
const COMMIT = { name: 'commit', text: 'COMMIT' };
const ROLLBACK = { name: 'rollback', text: 'ROLLBACK' };

const MOST_TRIES = 6;
const STATEMENT_TIMEOUT_MS = 15_000;
/** Advisory lock under which scripts are run; never give the number to anything else. */
const SCRIPT_LOCK = 684_201;

/**
 * Opens our own pool beside Strapi's: named prepared statements, UTC, limits on waiting.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const { statementTimeout = STATEMENT_TIMEOUT_MS } = options;
  const silence = Math.ceil((statementTimeout * 4) / 3);
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
      // Compiling a statement takes longer than any of ours runs; plans guess high of arrays and JSON.
      '-c jit=off',
      `-c lock_timeout=${options.lockTimeout ?? 5_000}`,
      `-c statement_timeout=${statementTimeout}`,
      '-c idle_in_transaction_session_timeout=60000',
      ...(options.commitsLater ? ['-c synchronous_commit=off'] : []),
    ].join(' '),
    types: ownTypes,
  });
  pool.on('error', options.onError);
  // The pool listens to idle connections only. One that breaks between two statements of a transaction
  // would end the process; as it is, the next statement fails.
  pool.on('connect', (client) => client.on('error', () => undefined));

  const send = (
    target: Pool | PoolClient,
    what: Pick<Statement<readonly unknown[], unknown>, 'name' | 'text'>,
    params: readonly unknown[] = [],
  ): Promise<unknown> =>
    new Promise((done, fail) => {
      const ended = (error: Error | null, rows?: unknown) => {
        if (error) fail(error);
        else done(rows);
      };
      (target as Runner).query(new PreparedQuery(what, params, silence), ended);
    });

  const run = async <Params extends readonly unknown[], Row>(
    target: Pool | PoolClient,
    what: Statement<Params, Row>,
    params: Params,
  ): Promise<Row[]> => {
    const held = pass(what.name);
    if (held !== undefined) await held;
    const end = beginStatement();
    try {
      return (await send(target, what, params)) as Row[];
    } finally {
      end();
    }
  };

  const attempt = async <T>(work: (tx: Transaction) => Promise<T | Rollback<T>>): Promise<T> => {
    const client = await pool.connect();
    let last = 'nothing';
    let broken: Error | boolean | undefined;
    let followers: Set<() => void> | undefined;
    try {
      // Sent in one piece with the first statement: where it fails the connection is gone, and so does
      // that. Prepared, it could fail by itself, and what follows would be committed bit by bit.
      const { stream } = client.connection;
      stream.cork();
      process.nextTick(() => {
        stream.uncork();
      });
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
        await send(client, ROLLBACK);
        return outcome.result;
      }
      await pass(`${last}:commit`);
      await send(client, COMMIT);
      followers?.forEach((call) => call());
      await pass(`${last}:answer`);
      return outcome;
    } catch (error) {
      await send(client, ROLLBACK).catch((failure: unknown) => {
        broken = failure instanceof Error ? failure : true;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  };

  const runOnce = async (script: string): Promise<void> => {
    const client = await pool.connect();
    try {
      await client.query(
        `BEGIN; SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0;
         SELECT pg_advisory_xact_lock(${SCRIPT_LOCK});`,
      );
      await client.query(script);
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  };

  return {
    query: (statement, params) => run(pool, statement, params),
    transaction: (work) => untilDone(() => attempt(work)),
    // A process that works while another starts may hold the same tables in another order.
    runScript: (script) => untilDone(() => runOnce(script)),
    connections: () => ({
      inUse: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: () => pool.end(),
  };
}

/** Repeats whole what ended in a deadlock or a serialisation failure, after a random wait. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= MOST_TRIES || !isTransient(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** tries));
    }
  }
}
