import { statement, type Database } from '../../src/plugins/kernel/server/contract';
import { percentile } from '../percentile';
import { cpuOf, cpuOfFamily, parentOf } from './cpu';
import type { Load, Outcome } from './journey';
import { play } from './load';

const backend = statement<[], { pid: number }>('bench.backend', 'SELECT pg_backend_pid() AS pid');

/** BEGIN, COMMIT and SET say nothing about the work; our own counting is none of the server's. */
const statementsRun = statement<[], { calls: number }>(
  'bench.statements_run',
  `SELECT coalesce(sum(calls), 0)::bigint AS calls
     FROM pg_stat_statements
     JOIN pg_database ON pg_database.oid = dbid
    WHERE datname = current_database() AND toplevel
      AND query !~* '^\\s*(BEGIN|COMMIT|ROLLBACK|SET|START|SAVEPOINT|RELEASE|DISCARD)\\M'
      AND query !~* 'pg_stat_statements|pg_backend_pid'`,
);

/** What journeys took, each. Times and CPU in milliseconds. */
export interface Cost {
  perSecond: number;
  p50: number;
  p99: number;
  server: number;
  postgres: number;
  driver: number;
  statements: number;
}

export interface Measured {
  cost: Cost;
  outcomes: readonly Outcome[];
}

/** The process of PostgreSQL that all its others descend from. */
export async function postmasterOf(database: Database): Promise<number> {
  const [row] = await database.query(backend, []);
  return parentOf(row?.pid ?? 0);
}

/** Measures a server and the PostgreSQL behind it, which must run on this machine. */
export class Meter {
  private constructor(
    private readonly database: Database,
    private readonly postmaster: number,
  ) {}

  static async on(database: Database): Promise<Meter> {
    await database.runScript('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
    return new Meter(database, await postmasterOf(database));
  }

  /** Plays a load against a server, as `play` does, and tells what each journey cost. */
  async measure(serverPid: number, load: Load, wanted?: readonly string[]): Promise<Measured> {
    const before = await this.read(serverPid);
    const result = await play(load, wanted);
    const after = await this.read(serverPid);
    const count = result.outcomes.length;
    const times = result.outcomes.map(({ milliseconds }) => milliseconds);
    return {
      outcomes: result.outcomes,
      cost: {
        perSecond: count / result.seconds,
        p50: percentile(times, 0.5),
        p99: percentile(times, 0.99),
        server: (after.server - before.server) / count,
        postgres: (after.postgres - before.postgres) / count,
        driver: result.driver / count,
        statements: (after.statements - before.statements) / count,
      },
    };
  }

  private async read(serverPid: number) {
    const [row] = await this.database.query(statementsRun, []);
    return {
      server: cpuOf(serverPid),
      postgres: cpuOfFamily(this.postmaster),
      statements: row?.calls ?? 0,
    };
  }
}
