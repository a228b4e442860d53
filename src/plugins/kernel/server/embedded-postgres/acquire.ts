import { realpathSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DatabaseError, escapeIdentifier } from 'pg';
import { openCluster, ROLE, type Cluster } from './cluster';
import { EmbeddedPostgresError, hasCode } from './errors';
import { readServerState } from './postmaster-pid';
import { startServer, stopServer } from './server';

/** Any number that is ours; the lock lives in the database "postgres" of the embedded cluster. */
const USERS_LOCK = 4_145_517;
const JOIN_LIMIT_MS = 300_000;

export interface AcquireOptions {
  /** Folder that holds everything of the embedded PostgreSQL; made where it is missing. */
  dataDir: string;
  log: (line: string) => void;
  /** Told once when the server is gone although the lease was not released. */
  onLost?: (error: EmbeddedPostgresError) => void;
}

/** The right to use the embedded PostgreSQL. The server runs as long as somebody holds one. */
export interface PostgresLease {
  /** Connection string of the shop's database. It carries the password: not for logs. */
  url: string;
  /** Gives the lease back; the last one stops the server. May be called again. */
  release(): Promise<void>;
}

/**
 * Gives this process the embedded PostgreSQL in `dataDir`: joins the server that runs there, or
 * starts one, after a crash too.
 *
 * Each user holds a shared advisory lock in a session of its own, which PostgreSQL lets go when the
 * process dies. Who leaves tries for the exclusive lock: whoever gets it is the last, and stops the
 * server. Who arrives meanwhile waits for that lock, is thrown out with the server, and starts it
 * anew. So no lock file is needed that a `kill -9` could leave behind.
 *
 * @throws EmbeddedPostgresError with what to do: folder not writable, other major version, …
 */
export async function acquirePostgres(options: AcquireOptions): Promise<PostgresLease> {
  const cluster = await openCluster(options.dataDir, options.log);
  const first = await join(cluster, options.log);
  let session = first.session;
  let released = false;

  const guard = (): void => {
    session.once('end', () => {
      if (released) return;
      rejoin(cluster, first.port)
        .then((next) => {
          session = next;
          guard();
        })
        .catch((error: unknown) => {
          if (released) return;
          // Nothing is left to give back.
          released = true;
          options.onLost?.(
            new EmbeddedPostgresError(
              `The embedded PostgreSQL has stopped by itself; its log is ${cluster.logFile}.`,
              { cause: error },
            ),
          );
        });
    });
  };
  guard();

  return {
    url: connectionString(cluster, first.port, ROLE),
    async release() {
      if (released) return;
      released = true;
      await leave(cluster, session);
    },
  };
}

/** Joins a server that may be starting, stopping or absent. */
async function join(
  cluster: Cluster,
  log: (line: string) => void,
): Promise<{ session: Client; port: number }> {
  const deadline = performance.now() + JOIN_LIMIT_MS;
  while (performance.now() < deadline) {
    const state = readServerState(cluster.path);
    if (state.kind === 'ready') {
      const session = await openSession(cluster, state.port);
      if (session) {
        await makeDatabase(session);
        return { session, port: state.port };
      }
    } else if (state.kind !== 'changing') {
      log('Starting the embedded PostgreSQL');
      await startServer(cluster);
      continue;
    }
    await sleep(50);
  }
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL in ${cluster.path} neither starts nor stops; its log is ${cluster.logFile}.`,
  );
}

/**
 * Joins again after the session broke while the server itself lived: PostgreSQL ends every
 * session when one of its processes crashes, and goes on with the same port.
 */
async function rejoin(cluster: Cluster, port: number): Promise<Client> {
  for (;;) {
    const state = readServerState(cluster.path);
    const isGone = state.kind === 'stopped' || state.kind === 'stale';
    if (isGone || (state.kind === 'ready' && state.port !== port))
      throw new Error('No server left');
    const session = state.kind === 'ready' && (await openSession(cluster, port));
    if (session) return session;
    await sleep(50);
  }
}

/** A session that holds the shared lock; nothing where the server is not there to be used. */
async function openSession(cluster: Cluster, port: number): Promise<Client | undefined> {
  const session = new Client({
    connectionString: connectionString(cluster, port, 'postgres'),
    application_name: 'duka-lease',
    keepAlive: true,
  });
  // Without a listener a broken connection would end the process; 'end' is what we act on.
  session.on('error', () => undefined);
  try {
    await session.connect();
    const { rows } = await session.query<{ data_directory: string }>('SHOW data_directory');
    if (realpathSync(rows[0]?.data_directory ?? '') !== realpathSync(cluster.path)) {
      throw new EmbeddedPostgresError(
        `${cluster.path} is a copy of a data folder whose server is running. Stop that server ` +
          `first, or delete postmaster.pid from the copy.`,
      );
    }
    await session.query('SELECT pg_advisory_lock_shared($1)', [USERS_LOCK]);
    return session;
  } catch (error) {
    await session.end().catch(() => undefined);
    if (isPassing(error)) return undefined;
    throw error;
  }
}

/** Errors of a server that is on its way up or down. */
function isPassing(error: unknown): boolean {
  if (error instanceof DatabaseError) return ['57P01', '57P02', '57P03'].includes(error.code ?? '');
  return (
    hasCode(error, 'ECONNREFUSED', 'ECONNRESET', 'EPIPE') ||
    // pg's own words for a session whose connection broke have no code.
    (error instanceof Error && /^Connection terminated|is not queryable$/.test(error.message))
  );
}

async function leave(cluster: Cluster, session: Client): Promise<void> {
  try {
    await session.query('SELECT pg_advisory_unlock_shared($1)', [USERS_LOCK]);
    const { rows } = await session.query<{ last: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS last',
      [USERS_LOCK],
    );
    if (rows[0]?.last) await stopServer(cluster);
  } catch (error) {
    if (!isPassing(error)) throw error;
  } finally {
    await session.end().catch(() => undefined);
  }
}

async function makeDatabase(session: Client): Promise<void> {
  const { rowCount } = await session.query('SELECT FROM pg_database WHERE datname = $1', [ROLE]);
  if (rowCount) return;
  try {
    await session.query(`CREATE DATABASE ${escapeIdentifier(ROLE)}`);
  } catch (error) {
    // Another process made it in the same moment.
    const made = error instanceof DatabaseError && ['42P04', '23505'].includes(error.code ?? '');
    if (!made) throw error;
  }
}

function connectionString(cluster: Cluster, port: number, database: string): string {
  return `postgresql://${ROLE}:${cluster.password}@127.0.0.1:${port}/${database}`;
}
